// The site's one service worker. Threads in a page need headers that some hosts
// do not send: it adds them to what the browser opens or starts.
"use strict";

const STARTED = new Set(["document", "iframe", "worker"]);
const ISOLATED = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("fetch", (event) => {
  if (STARTED.has(event.request.destination)) event.respondWith(isolated(event.request));
});

async function isolated(request) {
  const response = await fetch(request);
  // A redirection that the browser follows itself has nothing to change.
  if (response.status === 0) return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(ISOLATED)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}
