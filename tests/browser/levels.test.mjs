// Levels: the keyboard alone wins each bug of the site, by its hints, in as few
// moves as the build counted; no order breaks a mended program. And every
// explorer's player does what its table says.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { accessible } from "./axe.mjs";
import { page, reader, site, skip } from "./reader.mjs";
import { EDITIONS, SITE, bare, chapters, report } from "./report.mjs";

const WORDS = {
  fr: {
    goal: /^Amenez le programme à /,
    try: /^Essayez de mettre ce programme en défaut/,
    hint: "Indice",
    hinted: /Indice\s: faites avancer (.+?)(?:, qui obtient (.+))?\.$/,
    lost: /aucun ordre n’échoue/,
    winning: /Gagné en/,
    won: (moves) => new RegExp(`Gagné en ${moves} coups?, le minimum`),
    solved: (moves) => new RegExp(`Gagné, au mieux en ${moves} coups?`),
    worst: "L’échec le plus simple",
    best: "Le succès le plus simple",
    restart: "Recommencer",
    safe: /aucun ne finit mal|Le seul ordre possible se passe bien/,
    solution: "Une solution, en tableau",
  },
  en: {
    goal: /^Make the program /,
    try: /^Try to break this program/,
    hint: "Hint",
    hinted: /Hint: let (.+?) move(?:, and get (.+))?\.$/,
    lost: /no order fails/,
    winning: /Won in/,
    won: (moves) => new RegExp(`Won in ${moves} moves?, the fewest possible`),
    solved: (moves) => new RegExp(`Won; your best: ${moves} moves?`),
    worst: "The plainest failure",
    best: "The plainest success",
    restart: "Start again",
    safe: /none of them fails|The only possible order goes well/,
    solution: "One solution, as a table",
  },
};

/** Every widget of the site that `mark` stands for: its page and its listing. */
function widgets(mark) {
  return EDITIONS.flatMap((edition) =>
    chapters(edition).flatMap((path) => {
      const html = readFileSync(join(SITE, path), "utf8");
      const found = html.matchAll(new RegExp(`<${mark}(?: data-fewest="(\\d+)")? [^>]*>\\s*<figure class="cc-explorer" data-name="(\\w+)"`, "g"));
      return [...found].map(([, fewest, name]) => ({ edition, path, name, fewest: Number(fewest) }));
    }),
  );
}

/**
 * Each of them in one edition, by turns: the editions differ in words alone, which
 * one teller writes. In both by `cargo course test --soak`.
 */
function seen(mark) {
  const all = widgets(mark);
  const order = [...new Set(all.map(({ name }) => name))];
  return all.filter(({ edition, name }) => process.env.SOAK || (edition === "fr") === (order.indexOf(name) % 2 === 0));
}

/** By page: each is opened once. */
const pages = (all) => [...new Set(all.map(({ path }) => path))].map((path) => [path, all.filter((widget) => widget.path === path)]);
const names = (all) => all.map(({ name }) => name).join(", ");

const named = (mark, name) => page.locator(`${mark}:has([data-name="${name}"])`);
const playing = (level) => level.getByRole("group", { name: /^(Quel thread avance|Quelle tâche avance|Which (thread|task) moves)/ });

describe("levels without JavaScript", { skip }, () => {
  reader({ javaScriptEnabled: false });

  for (const [path, all] of pages(seen("cc-level"))) {
    test(`${names(all)} in ${path}: an order shows, and how it ends`, async () => {
      await page.goto(site.address + path);
      for (const { name, fewest } of all) {
        const level = named("cc-level", name);
        assert.ok((await level.getByRole("row").count()) > 1, `the table of ${name} has no step`);
        const end = level.locator(".cc-explorer__end b");
        assert.ok(await end.isVisible(), `the end of the order of ${name} does not show`);
        assert.equal(await end.getAttribute("data-verdict"), fewest ? "wrong" : "right");
        assert.equal(await level.getByRole("button").count(), 0, `${name} shows a button that would do nothing`);
      }
    });
  }
});

describe("levels", { skip }, () => {
  reader();

  // One in three is played: the build has counted the moves of each, and all are one
  // script. With `--soak`, each.
  const played = seen("cc-level").filter((_, n) => process.env.SOAK || n % 3 === 0);
  for (const [n, { edition, path, name, fewest }] of played.entries()) {
    const words = WORDS[edition];
    // They look alike: some stand for all.
    const examined = n % 4 === 0;
    // Half of them as on a telephone.
    const width = edition === "fr" ? 390 : 1280;

    const enter = async () => {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(site.address + path);
      const level = named("cc-level", name);
      await playing(level).waitFor();
      await level.locator("pre").focus();
      return level;
    };
    const at = (level, label) => level.getByRole("button", { name: label, exact: true });

    if (fewest) {
      test(`a keyboard wins ${name} of ${edition} (${width} px)`, async () => {
        const level = await enter();
        const status = level.getByRole("status");
        assert.match(await level.locator(".cc-explorer__goal").innerText(), words.goal);
        for (const label of [words.worst, words.best]) {
          assert.equal(await at(level, label).count(), 0, `${label} shows before the level is won`);
        }
        assert.ok(await level.getByText(words.solution).isVisible(), "the table does not say that it is the solution");

        for (let moves = 0; moves < fewest; moves++) {
          await reach(at(level, words.hint), "Tab");
          await page.keyboard.press("Enter");
          const told = await status.innerText();
          const [, thread, way] = words.hinted.exec(told) ?? assert.fail(`no hint: ${told}`);
          await reach(choice(level, thread, way), "Shift+Tab");
          await page.keyboard.press("Enter");
        }
        assert.match(await status.innerText(), words.won(fewest), "by its hints, a level is won in the fewest moves that crates/course/src/evidence/walk.rs counts");
        assert.equal(await status.getAttribute("data-verdict"), "wrong", "what the program did is not shown as wrong");
        assert.ok(await at(level, words.hint).isDisabled(), "there is a hint although the level is won");
        if (examined) await accessible(page, `${name} of ${edition} once it is won`);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `the page is ${over} px too wide`);

        await page.reload();
        await playing(level).waitFor();
        assert.match(await level.locator(".cc-explorer__goal").innerText(), words.solved(fewest), "the next visit has forgotten");
        await at(level, words.worst).click();
        assert.equal(await status.getAttribute("data-verdict"), "wrong");
        assert.doesNotMatch(await status.innerText(), words.winning, "the button that shows a failure counts as a success");
        if (await at(level, words.best).count()) {
          await at(level, words.best).click();
          assert.equal(await status.getAttribute("data-verdict"), "right");
          await at(level, words.hint).click();
          assert.match(await status.innerText(), words.lost, "at an end that is right, the hint must say to step back");
        }
      });
    } else {
      test(`a keyboard does not break ${name} of ${edition} (${width} px)`, async () => {
        const level = await enter();
        const status = level.getByRole("status");
        assert.match(await level.locator(".cc-explorer__goal").innerText(), words.try);
        assert.equal(await at(level, words.hint).count(), 0, "there is a hint for what cannot be");
        const moves = playing(level).locator("button:enabled");
        // Who moved goes on, while it can; then always the last who can.
        for (const next of [() => page.locator(":focus"), () => moves.last()]) {
          await reach(moves.first(), "Tab");
          while (await moves.count()) {
            await reach(next(), "Tab");
            await page.keyboard.press("Space");
          }
          assert.match(await status.innerText(), words.safe);
          assert.equal(await status.getAttribute("data-verdict"), "right");
          await reach(at(level, words.restart), "Tab");
          await page.keyboard.press("Enter");
          await level.locator("pre").focus();
        }
        if (examined) await accessible(page, `${name} of ${edition}, unbroken`);
      });
    }
  }

  /** The button that lets `thread` move, `way` being what it gets, if that is a choice. */
  const choice = (level, thread, way) => {
    const buttons = playing(level).locator("button:enabled").filter({ hasText: new RegExp(`^${escape(thread)}\\s?: `) });
    return way ? buttons.filter({ hasText: new RegExp(`→ ${escape(way)}$`) }) : buttons;
  };

  /** Presses `key` until `locator` has the focus. */
  async function reach(locator, key) {
    for (let presses = 0; presses < 60; presses++) {
      if (await locator.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press(key);
    }
    assert.fail(`${key} never reaches ${locator}`);
  }
});

describe("explorers", { skip }, () => {
  reader();

  const all = ["cc-explorer", "cc-level"].flatMap((mark) => seen(mark).map((widget) => ({ ...widget, mark })));
  for (const [path, widgets] of pages(all)) {
    test(`${names(widgets)} in ${path}: the player does what the table says`, async () => {
      await page.goto(site.address + path);
      for (const { mark, name } of widgets) {
        const explorer = named(mark, name);
        await playing(explorer).waitFor();
        const [table, player] = await explorer.evaluate(tell);
        assert.deepEqual(player, table, `the player and the table of ${name} (${bare(path)}) show one order: see explorer-views.js and crates/formats/src/telling`);
      }
    });
  }

  /** The order of the table and how it ends, in the table's words and in the player's. */
  function tell(element) {
    const all = (where) => [...element.querySelectorAll(where)];
    const texts = ({ cells }) => [...cells].map((cell) => cell.textContent);
    // A level hides this button until it is won.
    element.offers[0].click();
    const steps = all(".cc-explorer__lanes thead th").map((_, n) => {
      const done = all(".cc-explorer__lanes tbody tr").filter(({ cells }) => cells[n + 1].querySelector(".cc-explorer__step"));
      return done.map((lane) => `${texts(lane)[0]}: ${texts(lane)[n + 1]}`).join();
    });
    const player = [...steps, element.querySelector(".cc-explorer__verdict").textContent];

    const rows = all(".cc-explorer__table tbody tr").map(texts);
    const done = rows.slice(0, steps.length).map(([, thread, line, operation, result]) => {
      return `${thread}: ${line && `${line} `}${operation}${result && ` → ${result}`}`;
    });
    // Of a deadlock, the last rows say who waits for what.
    const waits = rows.slice(steps.length).map(([, thread, , , wait]) => ` ${thread} ${wait}.`);
    const [title, why] = element.querySelector(".cc-explorer__end").childNodes;
    const table = [...done, title.textContent + waits.join("") + why.textContent];
    return [table, player];
  }
});

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
