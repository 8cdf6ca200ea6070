// Every page of both editions, in both colour schemes and two widths: nothing
// that axe objects to, that the browser complains about, or that is too wide.
// Axe sees a page in one edition and one width, chosen by its name (the translation
// has the same elements with other words); narrow, in the dark too; with `--soak`,
// each in all, and print.html, which holds them all, by all rules.

import { after, before, test } from "node:test";
import { ADVICE, violations, violationsByDay, violationsOfTheWhole } from "./axe.mjs";
import { bare, leadsOn, pages, report } from "./report.mjs";
import { launch, noBrowser, serve } from "./site.mjs";

const WIDTHS = [1280, 390];
// A static host shows 404.html at any depth.
const NOWHERE = "no/such/page.html";

const skip = noBrowser();
let site;
let browser;

before(async () => {
  if (skip) return;
  site = await serve();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

test("pages are accessible, quiet and no wider than the screen", { skip }, async () => {
  const problems = [];
  // print.html takes longest, so it comes first.
  const left = [...pages().filter((page) => !leadsOn(page)), NOWHERE].sort((page) => (bare(page) === "print.html" ? -1 : 0));
  const work = async () => {
    const context = await browser.newContext({ reducedMotion: "reduce" });
    for (let path = left.shift(); path; path = left.shift()) {
      problems.push(...(await visit(context, path)));
    }
    await context.close();
  };
  await Promise.all([work(), work()]);
  report(ADVICE, problems);
});

/** The width in which axe sees a page, if it does: by its name, in one edition. */
function examinedAt(path) {
  const letters = [...bare(path)].reduce((sum, letter) => sum + letter.codePointAt(0), 0);
  const edition = bare(path) === path ? 0 : 1;
  return letters % 2 === edition ? WIDTHS[(letters >> 1) % WIDTHS.length] : undefined;
}

/** Opens one page, in every scheme and width; gives what is wrong with it. */
async function visit(context, path) {
  const page = await context.newPage();
  const problems = new Set();
  listen(page, path, (problem) => problems.add(`${path}: ${problem}`));
  await page.goto(site.address + path);
  // What is closed is not examined.
  await page.locator("details").evaluateAll((all) => all.forEach((one) => (one.open = true)));
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate(tooWide);
    if (wide) problems.add(`${path}: scrolls sideways at ${width} px because of ${wide}`);
    if (!process.env.SOAK && width !== examinedAt(path)) continue;
    const whole = !process.env.SOAK && bare(path) === "print.html";
    const everywhere = process.env.SOAK || width === Math.min(...WIDTHS);
    const look = whole ? violationsOfTheWhole : everywhere ? violations : violationsByDay;
    for (const violation of await look(page)) {
      problems.add(`${path} at ${width} px: ${violation}`);
    }
  }
  await page.close();
  return problems;
}

/** Tells `say` what the browser complains about. */
function listen(page, path, say) {
  const { origin } = new URL(site.address);
  const isExpected = (url) => path === NOWHERE && url === site.address + path;
  page.on("pageerror", (error) => say(`a script throws: ${error.message}`));
  page.on("console", (message) => {
    // What the policy forbids is said here too.
    if (message.type() !== "error" || isExpected(message.location().url)) return;
    say(`the console says: ${message.text()}`);
  });
  page.on("request", (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (protocol === "data:" || asked === origin) return;
    say(`asks another site for ${request.url()}: everything comes from the course itself`);
  });
  page.on("requestfailed", (request) => {
    say(`cannot load ${request.url()} (${request.failure()?.errorText})`);
  });
  page.on("response", (response) => {
    if (response.status() < 400 || isExpected(response.url())) return;
    say(`${response.url()} does not exist (${response.status()})`);
  });
}

// In the page.

/** The first element that makes the page itself scroll sideways. */
function tooWide() {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return undefined;
  const scrolls = (element) => getComputedStyle(element).overflowX !== "visible";
  const isInside = (element) => {
    const parent = element.parentElement;
    return parent && parent !== document.body && (scrolls(parent) || isInside(parent));
  };
  const wide = [...document.body.querySelectorAll("*")].filter(
    (element) => element.getBoundingClientRect().right > clientWidth && !isInside(element),
  );
  return wide.at(-1)?.outerHTML.slice(0, 160) ?? "an element outside of <body>'s flow";
}
