// Threads need a page that is isolated from other sites: by its server's
// headers, or by the site's worker from the next load on. One reload, never two.
"use strict";
{
  const { files } = parts.run;
  const PATIENCE = 5000;
  const ASKED = "cc:run";

  const stored = (change) => {
    try {
      return change(sessionStorage);
    } catch {
      return undefined; // Storage may be forbidden: no reload then.
    }
  };

  /** The next page that is opened is isolated, and needs no reload. */
  const prepare = () => {
    if (!globalThis.crossOriginIsolated) navigator.serviceWorker?.register(files.serviceWorker).catch(() => {});
  };

  /** Loads the page again, for its program to run then; false if that is in vain. */
  const isolate = async (name) => {
    if (!navigator.serviceWorker || stored((s) => s.getItem(ASKED)) === "failed") return false;
    try {
      await navigator.serviceWorker.register(files.serviceWorker);
      // Where workers are forbidden, some browsers never answer.
      const late = new Promise((_, refuse) => setTimeout(refuse, PATIENCE));
      await Promise.race([navigator.serviceWorker.ready, late]);
    } catch {
      return false;
    }
    if (!stored((s) => s.setItem(ASKED, JSON.stringify([location.pathname, name])) ?? true)) return false;
    location.reload();
    return true;
  };

  /** The program that the reader asked for before the page was loaded again. */
  const asked = () => {
    const found = stored((s) => s.getItem(ASKED));
    if (!found || found === "failed") {
      if (found && globalThis.crossOriginIsolated) stored((s) => s.removeItem(ASKED));
      return undefined;
    }
    stored((s) => (globalThis.crossOriginIsolated ? s.removeItem(ASKED) : s.setItem(ASKED, "failed")));
    const [page, name] = JSON.parse(found);
    return page === location.pathname ? name : undefined;
  };

  parts.run.isolation = { prepare, isolate, asked };
}
