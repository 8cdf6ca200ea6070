// ▶ on each listing of the page that has a program, once the list of them is there.
"use strict";
{
  const { words, make, programs, isolation } = parts.run;
  // A host may answer at once that it is not ready.
  const PAUSE = 1000;

  /** Where a listing without a recording on its page shows its run. */
  const widget = (listing) => {
    const { name, threads } = listing.dataset;
    const made = make("cc-run");
    made.dataset.name = name;
    if (threads) made.dataset.threads = threads;
    const pre = make("pre", "", make("code"));
    pre.tabIndex = 0;
    pre.setAttribute("role", "group");
    pre.setAttribute("aria-label", words.output(name));
    const figure = make("figure", "", make("figcaption", "", words.title), pre);
    figure.className = "cc-output";
    figure.hidden = true;
    made.append(figure);
    listing.after(made);
    return made;
  };

  const list = async () => {
    for (;;) {
      const answer = await fetch(new URL("index.json", programs));
      if (answer.ok) return answer.json();
      // The server is still building them.
      if (answer.status !== 503) return undefined;
      await new Promise((again) => setTimeout(again, PAUSE));
    }
  };

  const offer = async () => {
    const all = document.querySelectorAll(".cc-listing[data-name]:not(.cc-listing--fails)");
    const found = await list().catch(() => undefined);
    for (const listing of all) delete listing.querySelector(".cc-bar").dataset.runs;
    if (!found) return;
    const wanted = isolation.asked();
    isolation.prepare();
    for (const [name, listings] of Map.groupBy(all, (each) => each.dataset.name)) {
      if (!Object.hasOwn(found.programs, name)) continue;
      const run = document.querySelector(`cc-run[data-name="${CSS.escape(name)}"]`) ?? widget(listings.at(-1));
      run.offer(found, listings);
      if (name !== wanted) continue;
      listings[0].querySelector(".cc-run__button").focus({ preventScroll: true });
      run.run();
    }
  };
  offer();
}
