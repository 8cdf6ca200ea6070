// What every check here shares: the built site, its pages, how a check fails,
// and what it does when a system tool is missing.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the built site; COURSE_SITE names another. */
export const SITE =
  process.env.COURSE_SITE ?? fileURLToPath(new URL("../../book", import.meta.url));

export const EDITIONS = ["fr", "en"];

/** The pages that are no chapter. */
export const APART = ["index.html", "print.html", "404.html"];

/** Every HTML file of the site, as a path under it: `en/why/waiting.html`. */
export function pages() {
  assert.ok(existsSync(SITE), `${SITE} does not exist: run \`cargo course build\`.`);
  const all = readdirSync(SITE, { recursive: true })
    .filter((path) => path.endsWith(".html"))
    .sort();
  assert.ok(all.length > 0, `${SITE} holds no page: run \`cargo course build\`.`);
  return all;
}

/** Whether a page only leads to the new address of one that has moved. */
export function leadsOn(page) {
  return readFileSync(join(SITE, page), "utf8").includes('http-equiv="refresh"');
}

/** The chapters of one edition, in the order of its contents. */
export function chapters(edition) {
  const root = edition === "en" ? "en" : "";
  const start = readFileSync(join(SITE, root, "index.html"), "utf8");
  const [contents] = /<nav class="cc-contents"[^]*?<\/nav>/.exec(start) ?? [""];
  const links = [...contents.matchAll(/href="([^"]+)"/g)];
  assert.ok(links.length > 0, `${root}/index.html has no contents: mend theme/index.hbs`);
  return links.map(([, link]) => posix.join(root, link));
}

export const editionOf = (page) => (page.startsWith("en/") ? "en" : "fr");

/** The path of a page inside its edition, the same in both. */
export const bare = (page) => page.replace(/^en\//, "");

/** Fails with every problem at once; `advice` says what to do about them. */
export function report(advice, problems) {
  const all = [...new Set(problems)];
  if (all.length === 0) return;
  assert.fail(`${all.length} problem(s). ${advice}\n${all.map((p) => `- ${p}`).join("\n")}`);
}

/**
 * A reason to skip a check, or undefined when `command` is there. In CI, a
 * missing tool fails: a check that nobody runs is no check.
 */
export function missing(command, args, debianPackage) {
  const { error } = spawnSync(command, args, { stdio: "ignore" });
  if (!error) return undefined;
  const reason = `${command} is not installed: \`apt-get install ${debianPackage}\``;
  assert.ok(process.env.CI !== "true", `${reason} (required when CI=true)`);
  return reason;
}

/**
 * What `exceptions` (each with a `reason`) do not cover, and the exceptions
 * that cover nothing any more.
 */
export function sift(found, exceptions, covers) {
  const used = new Set();
  const left = found.filter((item) => {
    const exception = exceptions.find((entry) => covers(entry, item));
    if (exception) used.add(exception);
    return !exception;
  });
  return { left, unused: exceptions.filter((entry) => !used.has(entry)) };
}
