// The explorer: the reader is the scheduler. Both orders of two_lines are won
// with the keyboard alone; without JavaScript, one is there as a table.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { runInNewContext } from "node:vm";
import { accessible } from "./axe.mjs";
import { page, reader, site, skip } from "./reader.mjs";
import { EDITIONS } from "./report.mjs";

const PAGES = { fr: "getting-started.html", en: "en/getting-started.html" };

// The words of the explorer, as a reader of each edition must meet them.
const WORDS = {
  fr: {
    who: /^Quel thread avance/,
    move: (thread, line) => new RegExp(`^thread\\[${thread}\\]\\s: ligne ${line}, println!`),
    waits: /^main\s: attend la fin de thread\[0\], thread\[1\]$/,
    finished: /^main\s: a fini$/,
    undo: "Annuler",
    restart: "Recommencer",
    prints: (printed) => new RegExp(`^Un ordre qui affiche\\s: «\\s${printed[0]}\\s», «\\s${printed[1]}\\s»$`),
    start: /^Aucune étape encore/,
    step: (n, thread) => new RegExp(`^Étape ${n}\\s: thread\\[${thread}\\], ligne`),
    end: (printed) => new RegExp(`Terminé\\. Affiché\\s: «\\s${printed[0]}\\s», «\\s${printed[1]}\\s»\\. 1 ordre sur 2`),
    lanes: "Les étapes de chaque thread",
    table: "Un ordre, en tableau",
    partial: /^Les 2 ordres ne tiennent pas dans une page/,
    unrecorded: /non enregistré ici/,
    address: "Adresse de cet ordre",
    unknown: /un ordre \(9\) qui n’existe pas ici/,
    failed: /^Les autres ordres n’ont pas pu être chargés/,
    lines: ["la ligne d’Alice", "la ligne de Bob"],
  },
  en: {
    who: /^Which thread moves/,
    move: (thread, line) => new RegExp(`^thread\\[${thread}\\]: line ${line}, println!`),
    waits: /^main: waits for the end of thread\[0\], thread\[1\]$/,
    finished: /^main: finished$/,
    undo: "Undo",
    restart: "Start again",
    prints: (printed) => new RegExp(`^An order that prints: “${printed[0]}”, “${printed[1]}”$`),
    start: /^No step yet/,
    step: (n, thread) => new RegExp(`^Step ${n}: thread\\[${thread}\\], line`),
    end: (printed) => new RegExp(`Finished\\. Printed: “${printed[0]}”, “${printed[1]}”\\. 1 of 2 orders`),
    lanes: "The steps of each thread",
    table: "One order, as a table",
    partial: /^The 2 orders do not fit in a page/,
    unrecorded: /not recorded here/,
    address: "Address of this order",
    unknown: /an order \(9\) that does not exist here/,
    failed: /^The other orders could not be loaded/,
    lines: ["Alice’s line", "Bob’s line"],
  },
};

/** Where two_lines.rs prints, for each of its threads. */
const LINES = [7, 8];

const open = (edition) => page.goto(site.address + PAGES[edition]);
const explorer = () => page.locator('cc-explorer:has([data-name="two_lines"])');
const status = () => explorer().getByRole("status");
const table = () => explorer().getByRole("table").filter({ hasText: "println!" });

/** Waits until the status says `words`, or fails saying what it says instead. */
async function says(words) {
  await status().filter({ hasText: words }).waitFor().catch(async () => {
    assert.fail(`the status must say ${words}, and says: ${await status().allTextContents()}`);
  });
}

const own = runInNewContext(
  `${readFileSync(new URL("../../theme/js/explorer-words.js", import.meta.url), "utf8")}; parts.explorerWords`,
  { parts: {} },
);

test("both languages have the same words", () => {
  const kinds = (table) => Object.entries(table).map(([key, value]) => [key, typeof value]);
  assert.deepEqual(kinds(own.fr), kinds(own.en), "mend theme/js/explorer-words.js");
});

describe("the explorer without JavaScript", { skip }, () => {
  reader({ javaScriptEnabled: false });

  for (const edition of EDITIONS) {
    test(`one order of ${edition} is a table`, async () => {
      await open(edition);
      assert.ok(await table().isVisible(), "the table of one order does not show");
      const steps = await table().getByRole("row").count();
      assert.equal(steps, 1 + LINES.length, "two_lines has one step a thread, under the heads");
      assert.equal(await explorer().getByRole("button").count(), 0, "a button shows that would do nothing");
    });
  }
});

describe("the explorer", { skip }, () => {
  reader();

  for (const [edition, width] of [["fr", 1280], ["en", 1280], ["fr", 390], ["en", 390]]) {
    const words = WORDS[edition];
    const where = `${edition} (${width} px)`;
    const move = (thread) => explorer().getByRole("button", { name: words.move(thread, LINES[thread]) });

    test(`a keyboard wins both orders of ${where}`, async () => {
      await page.setViewportSize({ width, height: 800 });
      await open(edition);
      await says(words.start);
      assert.ok(await explorer().getByRole("group", { name: words.who }).isVisible(), "nobody asks which thread moves");
      const main = explorer().getByRole("button", { name: words.waits });
      assert.ok(await main.isDisabled(), "main can move while its threads have not ended");

      const back = explorer().getByRole("button", { name: words.undo });
      assert.ok(await back.isDisabled(), "there is a step to undo at the start");
      for (const first of [0, 1]) {
        const second = 1 - first;
        await reach(move(first), "Tab");
        await page.keyboard.press("Enter");
        await says(words.step(1, first));
        await focused(move(second), "the first thread that can move");
        await page.keyboard.press("Space");
        await says(words.step(2, second));
        await says(words.end([words.lines[first], words.lines[second]]));
        assert.ok(await explorer().getByRole("button", { name: words.finished }).isDisabled());
        await accessible(page, `at the end of an order of ${where}`);
        await narrow(where);

        await focused(back, "what can be done at the end");
        await page.keyboard.press("Enter");
        await says(words.step(1, first));
        await focused(back, "the button that was pressed");
        assert.ok(await move(second).isEnabled(), "the last step is not undone");
        await accessible(page, `after a step back in ${where}`);
        await reach(explorer().getByRole("button", { name: words.restart }), "Tab");
        await page.keyboard.press("Enter");
        await says(words.start);
        await focused(move(0), "the first thread that can move");
        await accessible(page, `started again in ${where}`);
      }
    });
  }

  for (const edition of EDITIONS) {
    const words = WORDS[edition];

    test(`each text that two_lines prints in ${edition} has its order`, async () => {
      await open(edition);
      await says(words.start);
      for (const printed of [words.lines, words.lines.toReversed()]) {
        await explorer().getByRole("button", { name: words.prints(printed) }).click();
        await says(words.end(printed));
        const lanes = explorer().getByRole("group", { name: words.lanes });
        const steps = await lanes.getByRole("cell").filter({ hasText: "println!" }).count();
        assert.equal(steps, LINES.length, "the lanes do not show every step");
      }
    });

    test(`the table of ${edition} stays, closed, and is printed`, async () => {
      await open(edition);
      await says(words.start);
      const one = explorer().locator(".cc-explorer__table");
      assert.ok(await one.isHidden(), "the table shows although the player is there");
      await explorer().getByText(words.table).click();
      assert.ok(await one.isVisible(), "the table does not open");
      await accessible(page, "with the table open");
      await explorer().getByText(words.table).click();
      await page.emulateMedia({ media: "print" });
      assert.ok(await one.isVisible(), "the table is not printed: see the print rules of theme/css/widgets.css");
      assert.equal(await explorer().getByRole("button").count(), 0, "a button is printed");
    });

    test(`in ${edition}, an end that must not be is shown as wrong`, async () => {
      await changed((graph) => ({ ...graph, ends: graph.ends.map(([, ...words], n) => [n === 1, ...words]) }));
      await open(edition);
      for (const [n, verdict] of [[1, "wrong"], [0, "right"]]) {
        const printed = n ? words.lines.toReversed() : words.lines;
        await explorer().getByRole("button", { name: words.prints(printed) }).click();
        assert.equal(await status().getAttribute("data-verdict"), verdict);
        await accessible(page, `at an end that is ${verdict}`);
      }
    });

    test(`in ${edition}, a graph that is not whole says what it leaves out`, async () => {
      // Only the order in which the first thread goes first is kept.
      await changed((graph) => {
        const [start, ...nodes] = graph.nodes;
        const offers = graph.offers.filter(([, [first]]) => first === 0);
        return { ...graph, whole: false, offers, nodes: [{ ...start, e: start.e.slice(0, 1) }, ...nodes] };
      });
      await open(edition);
      await explorer().getByText(words.partial).waitFor();
      const left = explorer().getByRole("button", { name: words.unrecorded });
      assert.ok(await left.isDisabled(), "a thread whose move is not recorded is offered");
      assert.match(await left.innerText(), /thread\[1\]/);
      const steps = explorer().getByRole("group", { name: words.who }).locator("button:enabled");
      for (const _ of LINES) await steps.click();
      await says(words.end(words.lines));
    });

    test(`in ${edition}, an address opens the order that it names`, async () => {
      const prefix = edition === "en" ? "en/" : "";
      await page.goto(`${site.address}${prefix}appendix/teaching.html`);
      const examples = await page.locator(".cc-schedule").evaluateAll((all) =>
        all.map((one) => ({ link: one.querySelector("a").href, end: one.querySelector(".cc-schedule__end").textContent })),
      );
      assert.ok(examples.length >= 3, "the page for who teaches has three examples");
      for (const { link, end } of examples) {
        const { hash } = new URL(link);
        const [name] = hash.slice(1).split("=");
        await page.goto(link);
        const figure = page.locator(`:is(cc-explorer, cc-level):has([data-name="${name}"])`).first();
        await figure.getByRole("status").filter({ hasText: end }).waitFor();
        const address = figure.getByRole("link", { name: words.address });
        assert.equal(await address.getAttribute("href"), hash, "the figure gives another address");
        assert.equal(await figure.locator(".cc-explorer__done").count(), 0, "an address has won a level");
        await accessible(page, `at ${hash}`);
      }
      await page.goto(`${site.address}${PAGES[edition]}#two_lines=9`);
      await says(words.unknown);
      await page.evaluate(() => void (location.hash = "#two_lines=10"));
      await says(words.end(words.lines.toReversed()));
    });

    test(`without its graph, the explorer of ${edition} keeps the table`, async () => {
      await page.route("**/interleavings/*", (route) => route.abort());
      await open(edition);
      await says(words.failed);
      assert.ok(await table().isVisible(), "the table has gone");
      assert.equal(await explorer().getByRole("button").count(), 0, "a button shows that would do nothing");
      await accessible(page, "without its graph");
    });
  }

  /** Gives the page another graph than the recorded one. */
  async function changed(change) {
    await page.route("**/interleavings/*", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: change(await answer.json()) });
    });
  }

  /** Presses `key` until `locator` has the focus. */
  async function reach(locator, key) {
    for (let presses = 0; presses < 200; presses++) {
      if (await hasFocus(locator)) return;
      await page.keyboard.press(key);
    }
    assert.fail(`${key} never reaches ${locator}`);
  }

  async function focused(locator, what) {
    assert.ok(await hasFocus(locator), `the focus must be on ${what}, ${locator}: see cc-explorer.js`);
  }

  const hasFocus = (locator) => locator.evaluate((element) => element === document.activeElement);

  /** The page must not scroll sideways. */
  async function narrow(where) {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `the page of ${where} is ${over} px too wide`);
  }
});
