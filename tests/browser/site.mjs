// Serves a folder on this machine, and opens Chromium on it.

import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";
import { SITE, missing } from "./report.mjs";

// The shell has no interface of its own: the same pages in two thirds of the time.
const BROWSERS = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
const CHROMIUM = process.env.CHROMIUM ?? BROWSERS.find((path) => existsSync(path)) ?? BROWSERS[0];

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".woff2": "font/woff2",
};

// What makes SharedArrayBuffer available: threads in a page need both.
const ISOLATED = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

/**
 * Serves `folder` under `under` (a path such as `/course/`) on a free port.
 * A path without a file gets 404.html, as on a static host. Gives the address,
 * with its final slash, and `close`.
 */
export async function serve({ folder = SITE, under = base(folder), isolated = false } = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    const file = path.startsWith(under) && fileAt(folder, path.slice(under.length));
    const shown = file || join(folder, "404.html");
    response.writeHead(file ? 200 : 404, {
      "Content-Type": TYPES[extname(shown)] ?? "application/octet-stream",
      ...(isolated ? ISOLATED : {}),
    });
    createReadStream(shown).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}${under}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The path the site was built for: 404.html alone starts its links there. */
export function base(folder = SITE) {
  const lost = readFileSync(join(folder, "404.html"), "utf8");
  return /class="cc-header__title" href="(\/[^"]*)index\.html"/.exec(lost)?.[1] ?? "/";
}

function fileAt(folder, path) {
  const inside = normalize(`/${path}`);
  for (const file of [inside, join(inside, "index.html")]) {
    const found = statSync(join(folder, file), { throwIfNoEntry: false });
    if (found?.isFile()) return join(folder, file);
  }
  return undefined;
}

/** Why the checks in a browser are skipped here, if they are. */
export const noBrowser = () => missing(CHROMIUM, ["--version"], "chromium");

export function launch() {
  return chromium.launch({
    executablePath: CHROMIUM,
    args: [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
}
