// The spelling of both editions, by cspell, on what a reader reads.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { spellCheckDocument } from "cspell-lib";
import { prose } from "./prose.mjs";
import { EDITIONS, report, sift } from "./report.mjs";

// Accents are letters of their own: « memoire » is a mistake.
const SETTINGS = { caseSensitive: true, minWordLength: 3, maxNumberOfProblems: 100_000, maxDuplicateProblems: 100_000 };

const DICTIONARIES = {
  fr: { language: "fr", import: [import.meta.resolve("@cspell/dict-fr-fr/cspell-ext.json")] },
  en: { language: "en-US" },
};

// In French, an apostrophe joins a short word to the one that is checked.
const ELISION = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'/i;

for (const edition of EDITIONS) {
  test(`every word of ${edition} is in a dictionary`, async () => {
    const file = `words.${edition}.txt`;
    const exceptions = words(file);
    const unknown = [];
    for (const { page, blocks } of prose(edition)) {
      for (const { word, sentence } of await misspelt(blocks, edition)) {
        unknown.push({ page, word, sentence });
      }
    }
    const { left, unused } = sift(unknown, exceptions, (entry, { word }) => entry.word === word);
    report(
      `Correct the page (${edition === "fr" ? "src/" : "po/en.po"}), put a name between \`backquotes\`, ` +
        `or add the word to tests/browser/${file} as \`word # reason\`.`,
      left.map(({ page, word, sentence }) => `${page}: “${word}” in: ${sentence}`),
    );
    report(
      `No page needs these words of tests/browser/${file} any more: remove them.`,
      unused.map(({ word }) => word),
    );
  });
}

/** The words of a list of exceptions: `word # reason` on each line. */
function words(file) {
  const lines = readFileSync(new URL(file, import.meta.url), "utf8").split("\n").filter(Boolean);
  return lines.map((line) => {
    const [, word, reason] = /^(\S+) # (\S.*)$/.exec(line) ?? [];
    assert.ok(word, `${file}: “${line}” must be \`word # reason\``);
    return { word, reason };
  });
}

async function misspelt(blocks, edition) {
  const text = blocks.join("\n\n").replaceAll("’", "'");
  const document = { uri: "file:///prose.txt", text, languageId: "plaintext" };
  const settings = { ...SETTINGS, ...DICTIONARIES[edition] };
  const { issues, errors } = await spellCheckDocument(
    document,
    { generateSuggestions: false, noConfigSearch: true },
    settings,
  );
  assert.deepEqual(errors ?? [], [], "cspell could not read its dictionaries");
  return issues.map(({ text: word, offset }) => ({
    word: edition === "fr" ? word.replace(ELISION, "") : word.replace(/'s$/, ""),
    sentence: text.slice(Math.max(0, offset - 40), offset + 60).replace(/\s+/g, " ").trim(),
  }));
}
