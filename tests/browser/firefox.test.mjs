// ▶ in Firefox: a listing runs in its page, and a deadlock is recognised there.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { NoFirefox, openFirefox } from "./firefox.mjs";
import { serve } from "./site.mjs";

let skip = false;
let site;
const page = await openFirefox().catch((error) => {
  if (!(error instanceof NoFirefox)) throw error;
  skip = error.message;
});

/** Clicks ▶ of a listing and waits for its end: what the status says, and the lines. */
async function click(name) {
  const until = async (find) => {
    const start = performance.now();
    for (;;) {
      const found = find();
      if (found) return found;
      if (performance.now() - start > 20_000) throw new Error(`not within 20 s: ${find}`);
      await new Promise((again) => setTimeout(again, 50));
    }
  };
  const start = await until(() => document.querySelector(`.cc-listing[data-name="${name}"] .cc-run__button`));
  const run = document.querySelector(`cc-run[data-name="${name}"]`);
  start.click();
  const status = () => run.querySelector("[role=status]").textContent;
  return {
    isolated: crossOriginIsolated,
    status: await until(() => /^(Terminé|Interblocage)/.test(status()) && status()),
    threads: [...run.querySelectorAll(".cc-output__line")].map((line) => line.dataset.thread).sort(),
  };
}

describe("▶ in Firefox", { skip }, () => {
  before(async () => {
    site = await serve({ isolated: true });
  });
  after(() => Promise.all([page.close(), site.close()]));

  test("lines come, each from its thread", async () => {
    await page.goto(`${site.address}introduction.html`);
    const { isolated, status, threads } = await page.evaluate(click, "hello_threads");
    assert.ok(isolated);
    assert.match(status, /^Terminé\. 4 lignes, 4 threads/);
    assert.deepEqual(threads, ["0", "1", "2", "3"]);
  });

  test("a deadlock is recognised", async () => {
    await page.goto(`${site.address}sync/reentrant.html`);
    const { status } = await page.evaluate(click, "mutex_twice");
    assert.match(status, /^Interblocage/);
  });
});
