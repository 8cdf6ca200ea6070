// node run-wasm.mjs FILE INITIAL MAXIMUM (pages of memory): runs one finished program to its end, its streams and
// exit code ours. The tests of crates/page-libc run so in WebAssembly.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import * as host from "../../theme/js/run/host.js";
import { nodeWorker } from "./node-worker.mjs";

const [file, initial, maximum] = process.argv.slice(2);
const memory = { initial: Number(initial), maximum: Number(maximum) };
const bytes = new Uint8Array(readFileSync(file));
const sha256 = createHash("sha256").update(bytes).digest("hex");
const program = await host.check(bytes, { bytes: bytes.length, sha256, memory });
const streams = { out: process.stdout, err: process.stderr };

host.run(program, new host.Pool(nodeWorker), {
  env: host.ENV,
  limit: 300_000,
  onEvent: (event) => event.kind === "text" && streams[event.stream].write(event.text),
  onEnd: ({ reason, code, message, waiting }) => {
    if (reason !== "exit") console.error(reason, message ?? "", waiting ?? "");
    process.exitCode = code ?? 1;
    setImmediate(() => process.exit());
  },
});
