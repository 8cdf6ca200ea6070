// Accessibility of a page as it stands, by axe-core.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { report } from "./report.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const ADVICE =
  "Mend the page, theme/ or what writes the HTML, then build again. " +
  "Each axe rule is explained at https://dequeuniversity.com/rules/axe/4.14/RULE.";

// A colour scheme changes colours alone: another scheme needs only these rules.
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** How many elements stand for all that break the same rule. */
const SHOWN = 3;

/** What axe objects to, in every colour scheme. */
export async function violations(page) {
  const found = await violationsByDay(page);
  found.push(...(await objections(page, "dark", { runOnly: COLOUR_RULES })));
  return found;
}

/** What axe objects to in the light scheme. */
export function violationsByDay(page) {
  return objections(page, "light", {});
}

/** What axe objects to in the page as a whole: its parts are examined elsewhere. */
export function violationsOfTheWhole(page) {
  const rules = Object.fromEntries(COLOUR_RULES.map((rule) => [rule, { enabled: false }]));
  return objections(page, "light", { rules });
}

async function objections(page, colorScheme, options) {
  // Not a script of the page, so its policy does not stop it.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  await page.emulateMedia({ colorScheme });
  const found = await page.evaluate(examine, { options, shown: SHOWN });
  return found.map((objection) => `${objection} (${colorScheme})`);
}

/** Fails if axe objects to the page in its present state, which `state` names. */
export async function accessible(page, state) {
  const found = await violations(page);
  report(ADVICE, found.map((violation) => `${state}: ${violation}`));
}

async function examine({ options, shown }) {
  const found = await window.axe.run(document, { resultTypes: ["violations"], ...options });
  return found.violations.map(({ id, help, nodes }) => {
    const first = nodes.slice(0, shown).map(({ target, html }) => {
      const [start] = /^<[^>]*>/.exec(html) ?? [html];
      return `${target.join(" ")} ${start}`;
    });
    const more = nodes.length > shown ? ` and ${nodes.length - shown} more` : "";
    return `axe ${id}, ${help}: ${first.join("; ")}${more}`;
  });
}
