// The grammar and the typography of the French pages, by Grammalecte.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { prose } from "./prose.mjs";
import { missing, report, sift } from "./report.mjs";

// Stands for each inline `code`: a name that agrees with either gender.
const CODE = "X";

const skip = missing("grammalecte-cli", ["--help"], "grammalecte-cli");

test("French pages are without mistakes of grammar", { skip }, () => {
  const pages = prose("fr", () => CODE);
  const alarms = check(pages.flatMap(({ page, blocks }) => blocks.map((block) => ({ page, block }))));
  const exceptions = JSON.parse(readFileSync(new URL("grammar.json", import.meta.url), "utf8"));
  const { left, unused } = sift(
    alarms,
    exceptions,
    (entry, alarm) => entry.rule === alarm.rule && entry.excerpt === alarm.excerpt,
  );
  report(
    "Correct the page in src/, or list a false alarm in tests/browser/grammar.json " +
      "with the rule and the excerpt given here, and the reason.",
    left.map(
      ({ page, rule, excerpt, sentence, message }) =>
        `${page}: ${message} (rule ${rule}, excerpt “${excerpt}”) In: ${sentence}`,
    ),
  );
  report(
    "These entries of tests/browser/grammar.json are no longer needed: remove them.",
    unused.map(({ rule, excerpt }) => `${rule}, “${excerpt}”`),
  );
  const unexplained = exceptions.filter(({ reason }) => !reason);
  report("Give these entries of grammar.json a reason.", unexplained.map(({ rule }) => rule));
});

/** One call for all blocks: each is a paragraph of its own, on a known line. */
function check(all) {
  const folder = mkdtempSync(join(tmpdir(), "grammar-"));
  try {
    const file = join(folder, "prose.txt");
    writeFileSync(file, all.map(({ block }) => `${block}\n\n`).join(""));
    const run = spawnSync("grammalecte-cli", ["--file", file, "--json", "--context", "--concat_lines"], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    assert.equal(run.status, 0, `grammalecte-cli did not run:\n${run.stderr}`);
    const paragraphs = JSON.parse(run.stdout).data;
    return paragraphs.flatMap(({ lGrammarErrors }) =>
      lGrammarErrors.map((error) => ({
        page: all[(error.nStartY - 1) / 2]?.page,
        // The end of an id says which part of the rule matched.
        rule: error.sRuleId.replace(/__b\d+_a\d+_\d+$/, ""),
        excerpt: error.sUnderlined.replace(/\s/g, " "),
        sentence: `${error.sBefore.slice(-60)}[${error.sUnderlined}]${error.sAfter.slice(0, 60)}`,
        message: error.sMessage,
      })),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
