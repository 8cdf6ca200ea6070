// The HTML of the site, by the W3C's checker, and that no page is a stray.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { test } from "node:test";
import { APART, EDITIONS, SITE, bare, chapters, leadsOn, missing, pages, report, sift } from "./report.mjs";

const VNU = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

/** Messages of the checker that are no fault. */
const ALLOWED = [
  {
    message: /^Resource violates Content Security Policy \(meta tag\): .* blocked by “(script|style)-src” directive\.$/,
    reason: "the checker reads files, which have no origin that 'self' could be; pages.test.mjs sees the policy at work",
  },
];

test("pages are valid HTML", { skip: missing("java", ["-version"], "default-jre-headless") }, () => {
  const files = pages().map((page) => join(SITE, page));
  const run = spawnSync("java", ["-jar", VNU, "--format", "json", "--stdout", "--exit-zero-always", ...files], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  assert.equal(run.status, 0, `the checker did not run:\n${run.stderr}`);
  const { messages } = JSON.parse(run.stdout);
  const covers = (entry, { message }) => entry.message.test(message);
  const { left, unused } = sift(messages, ALLOWED, covers);
  report(
    "Mend the page, theme/ or what writes the HTML, then build again.",
    left.map((fault) => {
      const page = relative(SITE, decodeURIComponent(fault.url.replace(/^file:/, "")));
      const extract = (fault.extract ?? "").replace(/\s+/g, " ");
      return `${page}:${fault.lastLine ?? 1}: ${fault.message} Here: ${extract}`;
    }),
  );
  report(
    "Nothing matches these entries of ALLOWED in html.test.mjs any more: remove them.",
    unused.map(({ message }) => String(message)),
  );
});

test("every page is a chapter or one of the book’s own pages", () => {
  const known = new Set(EDITIONS.flatMap((edition) => chapters(edition)));
  const others = pages().filter((page) => !known.has(page) && !APART.includes(bare(page)));
  const strays = others.filter((page) => !leadsOn(page));
  report("No contents lead to these: list them in src/SUMMARY.md, or have the build remove them.", strays);
});
