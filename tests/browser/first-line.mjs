// How long a reader waits for the first line after ▶, and what is sent for it.
// Prints figures and checks none: they are the machine's.
//
//     node tests/browser/first-line.mjs [NAME…]
//
// Cold: a new reader clicks as soon as ▶ is there. Warm: the same reader clicks
// again. What the listing itself takes before its first line (as recorded) is
// taken off. In French, on the site of `cargo course build`.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { SITE, chapters } from "./report.mjs";
import { launch, serve } from "./site.mjs";

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const summary = (values) => `median ${Math.round(median(values))}, worst ${Math.round(Math.max(...values))}`;
const sent = (path) => brotliCompressSync(readFileSync(join(SITE, path))).length;

/** Clicks ▶ of a listing; the milliseconds until its first line, or its end. */
function click(name) {
  const bar = document.querySelector(`.cc-listing[data-name="${name}"] .cc-bar`);
  const code = document.querySelector(`cc-run[data-name="${name}"] pre > code`);
  const status = document.querySelector(`cc-run[data-name="${name}"] [role=status]`);
  // What an earlier run left is no first line.
  for (const line of code.children) delete line.dataset.thread;
  delete status.dataset.verdict;
  const begun = performance.now();
  const took = new Promise((resolve) => {
    new MutationObserver(() => {
      // The recording goes first; the lines of a run have a thread.
      if (!code.querySelector("[data-thread]") && !status.dataset.verdict) return;
      resolve(performance.now() - begun);
    }).observe(code.closest("cc-run"), { childList: true, subtree: true, attributes: true });
  });
  bar.querySelector(".cc-run__button").click();
  return took;
}

const firstRecorded = (name) => {
  const lines = readFileSync(join(SITE, `../listings/evidence/recordings/fr/${name}.txt`), "utf8").split("\n");
  const line = lines.find((each) => /^\d+\t/.test(each));
  return line ? Number(line.split("\t")[0]) : 0;
};

const { programs } = JSON.parse(readFileSync(join(SITE, "programs/index.json"), "utf8"));
const asked = process.argv.slice(2);
const site = await serve({ isolated: true });
const browser = await launch();
const cold = [];
const warm = [];
const done = new Set();
for (const path of chapters("fr")) {
  const names = [...readFileSync(join(SITE, path), "utf8").matchAll(/cc-listing" data-name="(\w+)"/g)];
  for (const [, name] of names) {
    if (!programs[name] || done.has(name) || (asked.length && !asked.includes(name))) continue;
    done.add(name);
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(site.address + path);
    await page.locator(`.cc-listing[data-name="${name}"] .cc-run__button`).first().waitFor({ state: "attached" });
    const own = firstRecorded(name);
    for (const times of [cold, warm]) times.push((await page.evaluate(click, name)) - own);
    console.log(`${name}: cold ${Math.round(cold.at(-1))} ms, warm ${Math.round(warm.at(-1))} ms`);
    await context.close();
  }
}
await browser.close();
await site.close();

console.log(`\n${done.size} listings, first line after the click, in ms`);
console.log(`  cold: ${summary(cold)}\n  warm: ${summary(warm)}`);
const sizes = [...done].map((name) => sent(join("programs", programs[name].file)));
console.log(`sent for a listing (brotli): ${summary(sizes)} bytes`);
const scripts = readdirSync(join(SITE, "theme/js"), { recursive: true }).filter((path) => /^(cc-run|run)/.test(path) && path.endsWith(".js"));
for (const script of scripts) console.log(`${script}: ${sent(join("theme/js", script))} bytes sent`);
