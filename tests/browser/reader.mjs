// A browser for a file of tests, and a new reader for each test.

import { after, afterEach, before, beforeEach } from "node:test";
import { launch, noBrowser, serve } from "./site.mjs";

export const skip = noBrowser();

// Who imports these sees their present value.
export let site;
export let browser;
export let context;
export let page;

before(async () => {
  if (skip) return;
  site = await serve();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await site?.close();
});

/** A new reader for each test: nothing is remembered from the one before. */
export function reader(options) {
  beforeEach(async () => {
    if (skip) return;
    context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    context.setDefaultTimeout(10_000);
    page = await context.newPage();
  });
  afterEach(() => context?.close());
}
