// However a program ends, the page hears of it and lives on: crates/page-libc/examples/ends.rs,
// in Node and in Chromium. `cargo course test` builds it and names it in ENDS.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import * as host from "../../theme/js/run/host.js";
import { nodeWorker } from "./node-worker.mjs";
import { inChromium, inNode } from "./programs.mjs";
import { noBrowser } from "./site.mjs";

const skipped = { Chromium: noBrowser() };
const places = { Node: inNode, Chromium: inChromium };

const started = [["out", "started"]];

/** What each way of ending must give; `also` looks closer. */
const ENDS = {
  exit: { reason: "exit", code: 3, lines: started },
  abort: { reason: "exit", code: 134, lines: started },
  panic: { reason: "exit", code: 101, also: ({ lines }) => assert.match(lines.join("\n"), /panicked at .*\n.*in main/) },
  "panic in a thread": { reason: "exit", code: 0, also: ({ lines }) => assert.ok(shown(lines).includes("joined: true")) },
  "two locks": {
    reason: "deadlock",
    lines: started,
    also: ({ waiting }) => {
      assert.deepEqual(waiting.map(({ thread, why }) => [thread, why]), [[0, "lock"], [1, "lock"]]);
      assert.notEqual(waiting[0].what, waiting[1].what);
    },
  },
  "every kind of wait": {
    reason: "deadlock",
    lines: started,
    also: ({ waiting }) => {
      assert.deepEqual(waiting.map(({ why }) => why), ["park", "condvar", "rwlock", "barrier", "park", "park"]);
    },
  },
  "lock itself": { reason: "deadlock", also: ({ waiting }) => assert.equal(waiting[0].why, "lock") },
  "ends last": {
    reason: "deadlock",
    also: ({ waiting }) => assert.deepEqual(waiting.map(({ why }) => why), ["join", "lock"]),
  },
  "stack of main": { reason: "overflow", lines: started },
  "stack of a thread": { reason: "overflow", lines: started },
  memory: { reason: "exit", code: 134, also: ({ lines }) => assert.match(lines.join("\n"), /memory allocation of \d+ bytes failed/) },
  "300 threads": { reason: "exit", code: 0, lines: [...started, ["out", "sum 44850"]] },
  "too many threads": { reason: "exit", code: 0, also: ({ lines }) => assert.match(lines[1][2], /^operation would block after 511$/) },
  output: { reason: "output" },
  "output of four": { reason: "output" },
  spin: { reason: "limit", limit_ms: 500, lines: started },
  sleep: { reason: "stopped", stop_ms: 300, lines: started },
  nap: {
    reason: "exit",
    code: 0,
    slow: 10,
    jitter: 5,
    also: ({ lines, ms }) => {
      // The program does not see that time goes slower.
      assert.ok(ms >= 200, `${ms} ms`);
      assert.ok(Number(lines[1][2]) >= 20 && Number(lines[1][2]) <= ms / 10, `${lines[1][2]} of ${ms} ms`);
    },
  },
  tasks: {
    reason: "exit",
    code: 0,
    also: ({ lines }) => {
      const said = lines.filter(([, stream]) => stream === "out").map(([, , text]) => text);
      assert.deepEqual(said, ["started", "late: true", "the short one", "workers: 4", "sum 3, panics 1", "blocking: true"]);
      assert.match(shown(lines).join("\n"), /panicked at .*\n.*in a task/);
    },
  },
  "long lines": {
    reason: "exit",
    code: 0,
    lines: [...started, ["out", "é".repeat(50_000)], ["err", "no end of line"]],
  },
};

const shown = (lines) => lines.map(([, , text]) => text);

for (const [place, run] of Object.entries(places)) {
  describe(place, { skip: skipped[place] }, () => {
    const ran = new Map();

    before(async () => {
      const program = JSON.parse(readFileSync(process.env.ENDS, "utf8"));
      const jobs = Object.entries(ENDS).map(([end, { limit_ms = 60_000, stop_ms, slow, jitter }]) => {
        return { ...program, id: end, limit_ms, stop_ms, slow, jitter, env: { ...host.ENV, END: end } };
      });
      for (const ended of await run(jobs)) ran.set(ended.id, ended);
    });

    for (const [end, expected] of Object.entries(ENDS)) {
      test(end, () => {
        const ended = ran.get(end);
        const plain = `${ended.reason} ${ended.message ?? ""}`;
        assert.equal(ended.reason, expected.reason, plain);
        if ("code" in expected) assert.equal(ended.code, expected.code, plain);
        if (expected.lines) assert.deepEqual(ended.lines.map(([, ...line]) => line), expected.lines);
        expected.also?.(ended);
      });
    }
  });
}

describe("what a thread tells after the exit", () => {
  // Threads that only say what the test makes them say, as thread.js does.
  const [OUT, SPAWN, ENDED, EXIT] = [1, 3, 4, 5];
  const RING = 4 * (16 + 2 * 512);

  async function told(after) {
    let control;
    const workers = [];
    const make = () => {
      const worker = { postMessage: (start) => (control = start.control), terminate() {} };
      workers.push(worker);
      return worker;
    };
    const tell = (thread, kind, ms, ...words) => {
      const [shared, ring] = [new Int32Array(control), new DataView(control, RING)];
      const head = shared[1];
      ring.setUint32(head, 4 * words.length, true);
      ring.setUint32(head + 4, kind | (thread << 8), true);
      ring.setFloat64(head + 8, ms, true);
      words.forEach((word, n) => ring.setUint32(head + 16 + 4 * n, word, true));
      shared[1] = head + 16 + 8 * Math.ceil(words.length / 2);
      workers[0].onmessage?.({ data: null });
    };
    const events = [];
    const end = await new Promise((onEnd) => {
      const program = { memory: { initial: 1, maximum: 1, shared: true } };
      host.run(program, new host.Pool(make), { onEvent: (event) => events.push(event), onEnd });
      tell(0, SPAWN, 1, 1, 0);
      tell(0, EXIT, 2, 0);
      after(tell);
    });
    return { end, ends: events.filter(({ kind }) => kind === "end"), texts: events.filter(({ kind }) => kind === "text") };
  }

  test("an end is still heard, as of the exit; a line is not", async () => {
    const { end, ends, texts } = await told((tell) => {
      tell(1, OUT, 3, 0x0a);
      tell(1, ENDED, 4);
    });
    assert.deepEqual(ends, [{ kind: "end", thread: 1, ms: 2 }]);
    assert.deepEqual(texts, []);
    assert.deepEqual(end, { reason: "exit", threads: 2, code: 0, thread: 0, ms: 2 });
  });

  test("nobody waits long for who tells nothing", async () => {
    const { end, ends } = await told(() => {});
    assert.deepEqual(ends, []);
    assert.equal(end.reason, "exit");
  });
});

describe("before anything runs", () => {
  // A module of one import: its module's name, its name, what it is.
  const module = (from, name, ...what) => {
    const text = (word) => [word.length, ...Buffer.from(word)];
    const section = [1, ...text(from), ...text(name), ...what];
    const types = [1, 4, 1, 0x60, 0, 0];
    return new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...types, 2, section.length, ...section]);
  };
  const FUNCTION = [0, 0];
  const shared = (...pages) => [2, 3, ...pages];

  const refused = async (bytes, message, lie = {}) => {
    const digest = Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");
    const memory = { initial: 1, maximum: 16 };
    const expected = { bytes: bytes.length, sha256: digest, memory, ...lie };
    await assert.rejects(host.check(bytes, expected), message);
  };

  const good = module("env", "memory", ...shared(1, 16));

  test("a program of another length or hash is refused", async () => {
    await refused(good, /instead of 7/, { bytes: 7 });
    await refused(good, /not the program that was built/, { sha256: "0".repeat(64) });
  });

  test("a program that asks the page for something else is refused", async () => {
    await refused(module("env", "fetch", ...FUNCTION), /asks for env\.fetch/);
    await refused(module("js", "memory", ...shared(1, 16)), /asks for js\.memory/);
  });

  test("a program that asks for too much memory, or none, is refused", async () => {
    await refused(good, /more memory/, { memory: { initial: 1, maximum: 4097 } });
    await refused(good, /more memory/, { memory: { initial: 17, maximum: 16 } });
    await refused(good, /more memory/, { memory: undefined });
  });

  test("a memory that is not the program's is refused by the engine", async () => {
    const bytes = module("env", "memory", ...shared(2, 16));
    const sha256 = Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex");
    const program = await host.check(bytes, { bytes: bytes.length, sha256, memory: { initial: 1, maximum: 16 } });
    const end = await new Promise((onEnd) => host.run(program, new host.Pool(nodeWorker), { onEvent: () => {}, onEnd }));
    assert.equal(end.reason, "trap");
    assert.match(end.message, /memory/);
  });
});
