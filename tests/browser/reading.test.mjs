// What a reader does on a page: first without JavaScript, then with it.
// Everything is found by its role and name, and nothing waits for a time.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { accessible } from "./axe.mjs";
import { page, reader, site, skip } from "./reader.mjs";
import { EDITIONS, SITE, bare, chapters, report } from "./report.mjs";
import { serve } from "./site.mjs";

// The words of the interface, as a reader of each edition must meet them.
const WORDS = {
  fr: {
    skip: "Aller au contenu",
    contents: "Sommaire",
    search: "Rechercher",
    theme: "Thème",
    dark: "Thème sombre",
    other: "English",
    otherLang: "en",
    next: /^Page suivante/,
    previous: /^Page précédente/,
    program: /^Programme /,
    output: /^Sortie de /,
    answer: "Voir la réponse",
    copy: "Copier le code",
    copied: "Copié.",
    check: "Vérifier",
    reset: "Recommencer",
    wrong: "Ce n’est pas cela. Essayez encore, ou lisez la réponse.",
    incomplete: "Il manque au moins une réponse.",
    right: "Juste.",
    ticked: (n, all) => `${n} sur ${all}`,
    found: (query) => new RegExp(`pages? contien.*«\\s${query}\\s»`),
  },
  en: {
    skip: "Skip to content",
    contents: "Contents",
    search: "Search",
    theme: "Theme",
    dark: "Dark theme",
    other: "Français",
    otherLang: "fr",
    next: /^Next page/,
    previous: /^Previous page/,
    program: /^Program /,
    output: /^Output of /,
    answer: "Show the answer",
    copy: "Copy the code",
    copied: "Copied.",
    check: "Check",
    reset: "Start again",
    wrong: "That is not it. Try again, or read the answer.",
    incomplete: "At least one answer is missing.",
    right: "Right.",
    ticked: (n, all) => `${n} of ${all}`,
    found: (query) => new RegExp(`pages? contains? “${query}”`),
  },
};

/** A chapter with every widget: the tests need one of each kind. */
function fullPage(edition) {
  const marks = ['data-kind="one"', 'data-kind="many"', 'data-kind="text"', "cc-listing", "cc-checklist", "cc-output__time"];
  const found = chapters(edition).find((chapter) => {
    const html = readFileSync(join(SITE, chapter), "utf8");
    return marks.every((mark) => html.includes(mark));
  });
  assert.ok(found, `no chapter of ${edition} holds all of: ${marks.join(", ")}`);
  return found;
}

const open = (path, hash = "") => page.goto(site.address + path + hash);
const question = (kind) => page.locator(`fieldset[data-kind=${kind}]`).first();
const right = (group) => group.locator("input[data-right]");
const wrong = (group) => group.locator("input:not([data-right])");

/** Waits until `locator` shows `text`, or fails saying what it shows instead. */
async function shows(locator, text) {
  const matching = locator.filter({ hasText: text });
  await matching.first().waitFor().catch(async () => {
    assert.fail(`${locator} must show ${text}, and shows: ${await locator.allTextContents()}`);
  });
}

/** Waits until `locator` is in the page and visible, or fails with `advice`. */
const appears = (locator, advice) =>
  locator.waitFor().catch(() => assert.fail(`${advice} (waited for ${locator})`));

describe("without JavaScript", { skip }, () => {
  reader({ javaScriptEnabled: false });

  for (const edition of EDITIONS) {
    const words = WORDS[edition];

    test(`each page of ${edition} can be read and left`, async () => {
      const all = chapters(edition);
      const problems = [];
      for (const [n, path] of all.entries()) {
        const expect = (holds, problem) => holds || problems.push(`${path}: ${problem}`);
        await open(path);
        expect(await page.getByRole("main").getByRole("heading", { level: 1 }).isVisible(), "no visible title");
        expect((await page.getByRole("main").innerText()).length > 1000, "its text does not show");
        const lang = await page.locator("html").getAttribute("lang");
        expect(lang === edition, `<html lang> is ${lang}`);

        const contents = page.getByRole("navigation", { name: words.contents });
        expect((await contents.getByRole("link").count()) === all.length, "its contents do not list every page");
        const here = contents.locator("[aria-current=page]");
        expect((await target(here)) === path, "its contents do not mark it as the current page");

        const turns = [[words.previous, all[n - 1]], [words.next, all[n + 1]]];
        for (const [name, neighbour] of turns) {
          const leads = await target(page.getByRole("link", { name }));
          expect(leads === neighbour, `the link ${name} leads to ${leads} instead of ${neighbour}`);
        }

        const other = edition === "fr" ? `en/${path}` : bare(path);
        for (const link of await page.getByRole("link", { name: words.other }).all()) {
          const leads = await target(link);
          expect(leads === other, `a language link leads to ${leads} instead of ${other}`);
          expect(existsSync(join(SITE, other)), `${other} does not exist`);
        }
      }
      report("Mend theme/index.hbs or what writes the pages.", problems);
    });

    test(`answers and outputs of ${edition} show`, async () => {
      await open(fullPage(edition));
      const output = page.getByRole("main").locator(".cc-output").first();
      assert.match(await output.locator("pre").getAttribute("aria-label"), words.output);
      assert.ok((await output.locator("pre").innerText()).trim(), "the recorded output is empty");

      for (const answer of await page.getByRole("main").locator("details").all()) {
        const explanation = answer.locator(":scope > :not(summary)").last();
        assert.ok(!(await explanation.isVisible()), "an answer shows before it is asked for");
        await answer.getByText(words.answer).click();
        await appears(explanation, "an answer does not open: it must be a <details>");
      }
    });

    test(`no control of ${edition} is shown that would do nothing`, async () => {
      await open(fullPage(edition));
      for (const role of ["button", "searchbox", "combobox"]) {
        assert.equal(await page.getByRole(role).count(), 0, `a ${role} shows; give it the class cc-needs-js`);
      }
    });
  }

  /** The page of the site that a link leads to, undefined without a link. */
  async function target(link) {
    if ((await link.count()) === 0) return undefined;
    const href = await link.getAttribute("href");
    return new URL(href, page.url()).href.slice(site.address.length);
  }
});

describe("with JavaScript", { skip }, () => {
  reader({ permissions: ["clipboard-read", "clipboard-write"] });

  for (const edition of EDITIONS) {
    const words = WORDS[edition];

    test(`the language link of ${edition} keeps the section`, async () => {
      await open(fullPage(edition), "#quiz");
      await page.getByRole("banner").getByRole("link", { name: words.other }).click();
      await appears(page.locator(`html[lang=${words.otherLang}]`), "the link leads to no page of the other edition");
      assert.equal(new URL(page.url()).hash, "#quiz", "the link loses the section: see chrome.js");
      const header = await page.getByRole("banner").boundingBox();
      const { y } = await page.locator("#quiz").boundingBox();
      assert.ok(y >= header.y + header.height && y < 800, `the heading of #quiz is not on the screen (y = ${y})`);
    });

    test(`the quiz of ${edition} answers, remembers and forgets`, async () => {
      const path = fullPage(edition);
      await open(path);

      const one = question("one");
      await wrong(one).first().check();
      await shows(one.getByRole("status"), words.wrong);
      await accessible(page, "after a wrong answer");
      assert.equal(await one.locator("details").getAttribute("open"), null, "a wrong answer opens the explanation");
      await right(one).check();
      await shows(one.getByRole("status"), words.right);
      await appears(one.locator("details[open]"), "a right answer does not open the explanation: see cc-quiz.js");

      const many = question("many");
      const check = many.getByRole("button", { name: words.check });
      await right(many).first().check();
      await check.click();
      await shows(many.getByRole("status"), words.incomplete);
      for (const choice of await right(many).all()) await choice.check();
      await check.click();
      await shows(many.getByRole("status"), words.right);
      await appears(many.locator("details[open]"), "a right answer does not open the explanation: see cc-quiz.js");

      const typed = question("text");
      const field = typed.getByRole("textbox");
      await field.fill("?");
      await typed.getByRole("button", { name: words.check }).click();
      await shows(typed.getByRole("status"), words.wrong);
      const answer = await field.getAttribute("data-answer");
      await field.fill(` ${answer} `);
      await field.press("Enter");
      await shows(typed.getByRole("status"), words.right);
      await accessible(page, "after right answers");

      const other = edition === "fr" ? `en/${path}` : bare(path);
      for (const again of [path, other]) {
        await open(again);
        await shows(one.getByRole("status"), WORDS[again === path ? edition : words.otherLang].right);
        assert.ok(await right(one).isChecked(), `${again} forgets a single choice`);
        for (const choice of await right(many).all()) {
          assert.ok(await choice.isChecked(), `${again} forgets several choices`);
        }
        assert.equal((await field.inputValue()).trim(), answer, `${again} forgets a typed answer`);
      }

      await open(path);
      for (const group of [one, many, typed]) {
        await group.getByRole("button", { name: words.reset }).click();
        assert.equal(await group.getByRole("status").textContent(), "");
        assert.equal(await group.locator("details").getAttribute("open"), null, "the explanation stays open");
      }
      await page.reload();
      assert.equal(await page.getByRole("group").locator("input:checked").count(), 0, "reset answers come back");
      assert.equal(await field.inputValue(), "", "a reset text comes back");
    });

    test(`the checklist of ${edition} is remembered`, async () => {
      await open(fullPage(edition));
      const list = page.locator("cc-checklist");
      const boxes = list.getByRole("checkbox");
      const all = await boxes.count();
      await boxes.nth(1).check();
      await shows(list.getByRole("status"), words.ticked(1, all));
      await page.reload();
      await shows(list.getByRole("status"), words.ticked(1, all));
      assert.ok(await boxes.nth(1).isChecked(), "the tick is lost when the page is loaded again");
      assert.ok(!(await boxes.nth(0).isChecked()), "another box is ticked when the page is loaded again");
    });

    test(`a widget of ${edition} that is moved in the page is there once`, async () => {
      await open(edition === "fr" ? "sync/races.html" : "en/sync/races.html");
      const WIDGETS = "cc-quiz, cc-checklist, cc-run, cc-explorer, cc-level";
      await appears(page.locator("cc-level button").first(), "the page has no level");
      await appears(page.locator(".cc-checklist__count"), "the page has no checklist");
      const [before, after] = await page.evaluate((widgets) => {
        const controls = () =>
          [...document.querySelectorAll(widgets)].map((widget) => {
            const all = widget.querySelectorAll("button, input, select, svg, [role=status]");
            return `${widget.localName}: ${all.length}`;
          });
        const before = controls();
        for (const widget of document.querySelectorAll(widgets)) widget.after(widget);
        return [before, controls()];
      }, WIDGETS);
      assert.deepEqual(after, before, "connectedCallback is called again when an element moves: it may change nothing");
      const box = page.locator("cc-checklist").getByRole("checkbox").first();
      await box.check();
      const all = await page.locator("cc-checklist").getByRole("checkbox").count();
      await shows(page.locator("cc-checklist").getByRole("status"), words.ticked(1, all));
      await wrong(question("one")).first().check();
      assert.equal(await question("one").locator(".cc-quiz__mark").count(), 1, "an answer has one mark");
    });

    test(`only what parts.js gives is global in ${edition}`, async () => {
      await open(fullPage(edition));
      await appears(page.locator(".cc-checklist__count"), "the page has no checklist");
      const added = await page.evaluate(() => {
        const frame = document.body.appendChild(document.createElement("iframe"));
        const own = new Set(Object.getOwnPropertyNames(frame.contentWindow));
        frame.remove();
        return Object.keys(window).filter((name) => !own.has(name));
      });
      assert.deepEqual(added, ["parts"], "a script stands in a block, and gives what it shares to `parts`");
    });

    test(`the theme chosen in ${edition} holds before the first paint`, async () => {
      await open(fullPage(edition));
      await page.getByRole("combobox", { name: words.theme }).selectOption(words.dark);
      const darkness = () => getComputedStyle(document.body).backgroundColor;
      const dark = await page.evaluate(darkness);
      // Nothing is painted while there is no body.
      await page.addInitScript(() => {
        new MutationObserver((_, observer) => {
          if (!document.body) return;
          observer.disconnect();
          window.themeAtFirst = document.documentElement.dataset.theme;
        }).observe(document, { childList: true, subtree: true });
      });
      for (const path of [fullPage(edition), chapters(words.otherLang)[0]]) {
        await open(path);
        assert.equal(await page.evaluate(() => window.themeAtFirst), "dark", `${path} is first painted in another theme`);
        assert.equal(await page.evaluate(darkness), dark, `${path} forgets the theme`);
      }
      assert.equal(await page.getByRole("combobox", { name: WORDS[words.otherLang].theme }).inputValue(), "dark");
    });

    test(`the contents of ${edition} open and close`, async () => {
      await open(fullPage(edition));
      const toggle = page.getByRole("button", { name: words.contents });
      const contents = page.getByRole("navigation", { name: words.contents });
      assert.equal(await toggle.getAttribute("aria-expanded"), "true", "closed on a wide screen");
      await toggle.press("Enter");
      assert.ok(await contents.isHidden(), "the button does not close the contents: see chrome.js");
      await page.reload();
      assert.equal(await toggle.getAttribute("aria-expanded"), "false", "open again after a reload");
      await page.setViewportSize({ width: 390, height: 800 });
      await toggle.press("Enter");
      await appears(contents, "the button does not open the contents: see chrome.js");
      assert.equal(await toggle.getAttribute("aria-expanded"), "true");
      await accessible(page, "with its contents open at 390 px");
      await page.keyboard.press("Escape");
      assert.ok(await contents.isHidden(), "Escape does not close the contents: see chrome.js");
    });

    test(`the copy button of ${edition} copies the code`, async () => {
      await open(fullPage(edition));
      const listing = page.locator(".cc-listing[data-name]").first();
      const name = await listing.getAttribute("data-name");
      assert.match(await listing.locator("pre").getAttribute("aria-label"), words.program);
      await listing.getByRole("button", { name: words.copy }).click();
      await shows(page.getByRole("status"), words.copied);
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      const root = edition === "fr" ? SITE : join(SITE, "en");
      const source = readFileSync(join(root, `listings/${name}.rs.txt`), "utf8");
      assert.ok(copied.length > 50 && source.includes(copied), `what is copied is not a part of ${name}:\n${copied}`);
    });

    test(`an output of ${edition} is copied without its times`, async () => {
      await open(fullPage(edition));
      const output = page.locator(".cc-output:has(.cc-output__time) pre").first();
      const lines = await output.locator(".cc-output__line").evaluateAll((all) =>
        all.map((line) => line.lastChild.textContent.trimEnd()),
      );
      await output.evaluate((pre) => getSelection().selectAllChildren(pre));
      await page.keyboard.press("ControlOrMeta+c");
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.deepEqual(copied.trimEnd().split(/\s*\n/), lines);
    });

    test(`arrows of ${edition} do not turn the page`, async () => {
      await open(fullPage(edition));
      // This event comes with the key that causes it: there is nothing to wait for.
      await page.evaluate(() => {
        window.turns = [];
        navigation.addEventListener("navigate", ({ destination }) => window.turns.push(destination.url));
      });
      for (const focused of [page.getByRole("main"), page.locator(".cc-listing pre").first()]) {
        await focused.focus();
        for (const key of ["ArrowRight", "ArrowLeft"]) await page.keyboard.press(key);
      }
      assert.deepEqual(await page.evaluate(() => window.turns), [], "remove the script that turns the page");
    });
  }
});

describe("with a keyboard", { skip }, () => {
  reader();

  for (const [edition, width] of [["fr", 1280], ["en", 390]]) {
    const words = WORDS[edition];

    test(`everything on a page of ${edition} is reached and seen (${width} px)`, async () => {
      await page.setViewportSize({ width, height: 800 });
      await open(fullPage(edition));
      await page.getByRole("button", { name: words.copy }).first().waitFor(); // Scripts have run.

      const forth = await walk("Tab");
      const names = forth.map(({ name }) => name);
      assert.equal(names[0], words.skip, "the skip link must come first");
      const expected = [words.skip, words.contents, words.search, words.theme, words.other, words.copy, words.answer];
      const missing = expected.filter((name) => !names.includes(name));
      const kinds = new Set(forth.map(({ kind }) => kind));
      missing.push(...["radio", "checkbox", "text", "summary", "button"].filter((kind) => !kinds.has(kind)));
      report("Tab must reach these: use native controls, without tabindex.", missing);

      const back = await walk("Shift+Tab");
      const unseen = [...forth, ...back].filter(({ fault }) => fault);
      report(
        "Show where the focus is (`:focus-visible`, scroll-margin in theme/css).",
        unseen.map(({ kind, name, fault }) => `${kind} “${name}” ${fault}`),
      );
    });

    test(`a keyboard answers the quiz of ${edition}`, async () => {
      await open(fullPage(edition));
      const one = question("one");
      const radios = one.getByRole("radio");
      await one.getByRole("button", { name: words.reset }).waitFor();
      await radios.first().focus();
      await page.keyboard.press("Space");
      assert.ok(await radios.first().isChecked());
      for (let n = 1; n < (await radios.count()); n++) {
        await page.keyboard.press("ArrowDown");
        assert.ok(await radios.nth(n).isChecked(), `the arrow does not reach choice ${n + 1}`);
      }
      const box = question("many").getByRole("checkbox").first();
      await box.focus();
      await page.keyboard.press("Space");
      assert.ok(await box.isChecked(), "the space bar does not tick");
    });

    test(`the skip link of ${edition} leads to the text`, async () => {
      await open(fullPage(edition));
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await appears(page.locator("main:focus"), "the skip link does not give the focus to <main>");
    });
  }

  /** Presses `key` until the focus leaves the page; what had the focus, in order. */
  async function walk(key) {
    const stops = [];
    for (;;) {
      await page.keyboard.press(key);
      const stop = await page.evaluate(focused);
      if (!stop) return stops;
      stops.push(stop);
      assert.ok(stops.length < 500, `${key} never leaves the page: something traps the focus`);
    }
  }
});

describe("search", { skip }, () => {
  reader();

  // Without its accent, a French word is found all the same.
  const QUERIES = [["fr", "memoire", /mémoire/i], ["en", "memory", /memory/i]];
  const PATHS = ["/", "/some/course/"];

  for (const [edition, query, found] of QUERIES) {
    for (const under of PATHS) {
      test(`${query} finds pages of ${edition} under ${under}`, async () => {
        const words = WORDS[edition];
        const place = await serve({ under });
        try {
          await page.goto(place.address + chapters(edition).at(-1));
          const search = page.getByRole("search");
          await search.getByRole("searchbox", { name: words.search }).fill(query);
          await shows(search.getByRole("status"), words.found(query));
          await shows(search.getByRole("listitem"), found);
          await accessible(page, "with search results");

          const root = place.address + (edition === "en" ? "en/" : "");
          const links = search.getByRole("link");
          for (const link of await links.all()) {
            const { href, pathname } = new URL(await link.getAttribute("href"), page.url());
            assert.ok(href.startsWith(root), `a result of ${edition} leads to ${href}`);
            const file = pathname.slice(under.length);
            assert.ok(chapters(edition).includes(file), `a result leads to ${file}, which is no chapter`);
          }
          const name = await links.first().textContent();
          await links.first().click();
          await shows(page.getByRole("main").getByRole("heading", { level: 1 }), name);
          assert.equal(await page.locator("html").getAttribute("lang"), edition);
        } finally {
          await place.close();
        }
      });
    }

    test(`search in ${edition} is left with Escape, and says when it finds nothing`, async () => {
      await open(chapters(edition)[0]);
      const search = page.getByRole("search");
      const field = search.getByRole("searchbox");
      await field.fill("zzyzxw");
      await shows(search.getByRole("status"), /zzyzxw/);
      assert.equal(await search.getByRole("link").count(), 0);
      await field.press("Escape");
      assert.ok(await search.getByRole("status").isHidden(), "Escape does not close the results: see search.js");
      assert.equal(await field.inputValue(), "");
    });
  }
});

// In the page.

/** What has the focus, and why a reader would not see it; undefined outside the page. */
function focused() {
  const element = document.activeElement;
  if (!element || element === document.body) return undefined;
  const label = element.labels?.[0]?.querySelector(".cc-visually-hidden") ?? element.labels?.[0];
  const name = (element.ariaLabel ?? label?.textContent ?? element.textContent).trim();
  const kind = element.matches("input") ? element.type : element.localName;

  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const outlined = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  const { top, bottom, left, right } = element.getBoundingClientRect();
  const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
  const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
  const onTop = bottom > 0 && top < innerHeight ? document.elementFromPoint(x, y) : null;
  const visible = onTop && (element.contains(onTop) || onTop.contains(element));
  const fault = outlined ? (visible ? "" : "is hidden while it has the focus") : "has no visible outline";
  return { kind, name, fault };
}
