// The prose of a rendered page: what a reader reads as sentences, without code.
// `node tests/browser/prose.mjs PAGE` prints it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "parse5";
import { SITE, chapters } from "./report.mjs";

const LEFT_OUT = new Set(["pre", "script", "style", "template", "svg"]);

/** What names threads, files and values, and quotes what programs print. */
const MACHINE = ["cc-crumb", "cc-bar", "cc-explorer__table", "cc-explorer__end", "cc-timeline__table", "cc-measure__table", "cc-measure__machine"];

const BLOCKS = new Set(
  `address article aside blockquote caption dd details div dl dt fieldset figcaption figure footer
  h1 h2 h3 h4 h5 h6 header hr label legend li main nav ol p section summary table td th tr ul`.split(
    /\s+/,
  ),
);

/**
 * The blocks of text of a page's `main`, in order. Each inline `code`, and each
 * `<i lang>`, becomes `code(text)`: a sentence needs a word in its place to be read as one.
 */
export function blocks(html, code = () => "") {
  const found = [];
  let text = "";
  const end = () => {
    const block = text.replace(/[ \n\t]+/g, " ").trim();
    if (block) found.push(block);
    text = "";
  };
  const visit = (node) => {
    if (node.nodeName === "#text") text += node.value;
    if (!node.tagName || isLeftOut(node)) return;
    // Words of the other language are none of this one's.
    if (node.tagName === "code" || (node.tagName === "i" && node.attrs.some(({ name }) => name === "lang"))) {
      text += code(contents(node));
      return;
    }
    const isBlock = BLOCKS.has(node.tagName);
    if (isBlock || node.tagName === "br") end();
    node.childNodes.forEach(visit);
    if (isBlock) end();
  };
  const main = find(parse(html), (node) => node.tagName === "main");
  if (!main) throw new Error("this page has no <main>");
  visit(main);
  return found;
}

/** Each chapter of an edition with its blocks. */
export function prose(edition, code) {
  return chapters(edition).map((page) => ({
    page,
    blocks: blocks(readFileSync(join(SITE, page), "utf8"), code),
  }));
}

function isLeftOut(node) {
  const value = (name) => node.attrs.find((attr) => attr.name === name)?.value;
  const classes = (value("class") ?? "").split(" ");
  return (
    LEFT_OUT.has(node.tagName) ||
    value("aria-hidden") === "true" ||
    MACHINE.some((name) => classes.includes(name))
  );
}

function contents(node) {
  if (node.nodeName === "#text") return node.value;
  return (node.childNodes ?? []).map(contents).join("");
}

function find(node, test) {
  if (test(node)) return node;
  for (const child of node.childNodes ?? []) {
    const found = find(child, test);
    if (found) return found;
  }
  return undefined;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , page] = process.argv;
  if (!page) throw new Error("name a page of the site, such as why/waiting.html");
  console.log(blocks(readFileSync(join(SITE, page), "utf8"), (code) => code).join("\n\n"));
}
