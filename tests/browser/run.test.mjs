// However a program ends, the page hears of it and lives on: browser/examples/ends.rs,
// in Node and in Chromium. `cargo course test` builds it and names it in ENDS.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { before, describe, test } from "node:test";
import { ENV, inChromium, inNode } from "./programs.mjs";
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
      const jobs = Object.entries(ENDS).map(([end, { limit_ms = 20_000, stop_ms }]) => {
        return { ...program, id: end, limit_ms, stop_ms, env: { ...ENV, END: end } };
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
