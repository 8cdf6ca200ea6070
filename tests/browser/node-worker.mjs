// A worker of Node with the face of a page's, so that theme/js/run/ is tested
// without a browser.

import { Worker } from "node:worker_threads";
import { fileURLToPath } from "node:url";

const THREAD = fileURLToPath(new URL("../../theme/js/run/thread.js", import.meta.url));

// What a page's worker has, and Node's has not.
const FACE = `
  const { parentPort, workerData } = require("node:worker_threads");
  globalThis.self = globalThis;
  globalThis.postMessage = (message) => parentPort.postMessage(message);
  parentPort.on("message", (data) => self.onmessage({ data }));
  require(workerData);
`;

export function nodeWorker() {
  const inner = new Worker(FACE, { eval: true, workerData: THREAD });
  const worker = {
    onmessage: null,
    onerror: null,
    postMessage: (message) => inner.postMessage(message),
    terminate: () => inner.terminate(),
  };
  inner.on("message", (data) => worker.onmessage?.({ data }));
  inner.on("error", (error) => worker.onerror?.(error));
  return worker;
}
