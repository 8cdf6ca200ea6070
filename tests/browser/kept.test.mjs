// What a reader has done outlives what authors do: questions and items are
// added, wrong choices reworded, a page gets another name.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { browser, context, page, reader, site, skip } from "./reader.mjs";
import { serve } from "./site.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const COURSE = process.env.COURSE ?? join(ROOT, "target/debug/course");
const HINTED = /Indice\s: faites avancer (.+?)(?:, qui obtient (.+))?\.$/;
const WON = /Gagné/;
const MORE = " (et davantage)";

/** The site after an author's changes to `sync/races.md`, in `folder`. */
function change(folder) {
  for (const room of ["src", "listings", "exercises", "projects", "po", "theme", "book.toml", "Cargo.toml"]) {
    cpSync(join(ROOT, room), join(folder, room), { recursive: true });
  }
  const edit = (path, ...changes) => {
    const file = join(folder, path);
    const text = changes.reduce((text, change) => {
      const changed = change(text);
      assert.notEqual(changed, text, `${path} is not what this test changes`);
      return changed;
    }, readFileSync(file, "utf8"));
    writeFileSync(file, text);
  };
  const added = '<div class="quiz">\n\nUne question de plus ?\n\n- [ ] Non.\n- [x] Oui.\n\n> Oui.\n\n</div>\n\n';
  edit(
    "src/sync/races.md",
    (text) => text.replace('<div class="quiz"', `${added}$&`),
    (text) => text.replaceAll(/<div class="quiz"[^]*?<\/div>/g, (quiz) => quiz.replaceAll(/^- \[ \] .+$/gm, `$&${MORE}`)),
    (text) => text.replace(/\{#checklist\}\n\n/, "$&- [ ] Un point de plus.\n"),
  );
  renameSync(join(folder, "src/sync/races.md"), join(folder, "src/sync/renamed.md"));
  edit("src/SUMMARY.md", (text) => text.replace("sync/races.md", "sync/renamed.md"));
  // Walks through pages name them.
  edit("src/appendix/teaching.md", (text) => text.replaceAll(/^({{#path .*)\braces\b/gm, "$1renamed"));
  // Programs are not what this is about: a course without their room has none.
  execFileSync(COURSE, ["build"], { cwd: folder, env: { ...process.env, CI: "" }, stdio: "pipe" });
  return join(folder, "book");
}

/** Every answer, tick and level of the page, by the words beside it. */
const done = (page) =>
  page.evaluate(() => {
    const words = (element) => element.textContent.trim();
    const questions = [...document.querySelectorAll("cc-quiz")].map((quiz) => {
      const given = [...quiz.querySelectorAll("input:checked")].map((input) => words(input.nextElementSibling));
      const typed = [...quiz.querySelectorAll("input[type=text]")].map((input) => input.value);
      return [words(quiz.querySelector(".cc-quiz__prompt")), [...given, ...typed].filter(Boolean)];
    });
    const ticks = [...document.querySelectorAll("cc-checklist input:checked")].map((input) => words(input.nextElementSibling));
    const levels = [...document.querySelectorAll(".cc-explorer__done")].map(words);
    return { questions: questions.filter(([, given]) => given.length), ticks, levels };
  });

const ready = async () => {
  await page.locator("cc-level .cc-explorer__goal").first().waitFor();
  await page.locator(".cc-checklist__count").waitFor();
};

describe("what a reader has done", { skip }, () => {
  reader();
  let folder;
  let later;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "kept-"));
    later = await serve({ folder: change(folder) });
  });
  after(async () => {
    await later?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("is there after an author's changes", async () => {
    await page.goto(`${site.address}sync/races.html`);
    await ready();
    const all = await page.locator("cc-quiz").all();
    for (const [n, quiz] of all.entries()) {
      const field = quiz.getByRole("textbox");
      if (await field.count()) await field.fill("quatre");
      // A wrong answer is kept too, under its new words.
      else if (n === 0) await quiz.locator("input:not([data-right])").last().check();
      else await quiz.locator("input[data-right]").first().check();
      const check = quiz.getByRole("button", { name: "Vérifier" });
      if (await check.count()) await check.click();
    }
    await page.locator("cc-checklist input").nth(1).check();
    const level = page.locator("cc-level").first();
    const status = level.getByRole("status");
    while (!WON.test(await status.innerText())) {
      await level.getByRole("button", { name: "Indice", exact: true }).click();
      const [, thread, way] = HINTED.exec(await status.innerText()) ?? assert.fail("no hint");
      const moves = level.locator("fieldset button:enabled").filter({ hasText: new RegExp(`^${thread}\\s?: `) });
      await (way ? moves.filter({ hasText: way }) : moves).first().click();
    }
    const before = await done(page);
    assert.equal(before.questions.length, all.length);
    assert.deepEqual([before.ticks.length, before.levels.length], [1, 1]);

    // The same reader, later: what was kept, and nothing else.
    const kept = await context.storageState();
    for (const each of kept.origins) each.origin = new URL(later.address).origin;
    const again = await browser.newContext({ storageState: kept });
    try {
      const page = await again.newPage();
      for (const edition of ["", "en/"]) {
        await page.goto(`${later.address}${edition}sync/renamed.html`);
        await page.locator("cc-level .cc-explorer__done").waitFor();
        await page.locator(".cc-checklist__count").waitFor();
        const after = await done(page);
        assert.equal(await page.locator("cc-quiz").count(), all.length + 1, "the new question is not there");
        if (edition) {
          const counts = ({ questions, ticks, levels }) => [questions.map(([, given]) => given.length), ticks.length, levels.length];
          assert.deepEqual(counts(after), counts(before));
          continue;
        }
        before.questions[0][1] = before.questions[0][1].map((text) => text + MORE);
        assert.deepEqual(after, before);
      }
    } finally {
      await again.close();
    }
  });

  test("an exercise that is done stays done, in both languages", async () => {
    const box = page.getByRole("checkbox", { name: /exercice est fait|exercise is done/ });
    await page.goto(`${site.address}sync/mutex.html`);
    await box.check();
    await page.goto(`${site.address}en/sync/mutex.html`);
    await box.waitFor();
    assert.ok(await box.isChecked(), "a box that was ticked is forgotten");
    await page.goto(`${site.address}sync/condvar.html`);
    await box.waitFor();
    assert.ok(!(await box.isChecked()), "one exercise ticks another");
  });

  test("a page that the reader's machine serves knows which answers are right", async () => {
    await page.route("**/exercises.json", (route) => route.fulfill({ json: ["safe_counter"] }));
    await page.route("**/*.html", async (route) => {
      const answer = await route.fetch();
      const marked = (await answer.text()).replace("</head>", '<script data-endpoint="none"></script></head>');
      await route.fulfill({ response: answer, body: marked });
    });
    for (const [path, known] of [["sync/mutex.html", true], ["sync/condvar.html", false]]) {
      await page.goto(`${site.address}${path}`);
      await page.waitForLoadState("networkidle");
      const exercise = page.locator("cc-exercise");
      assert.equal(await exercise.getByRole("checkbox").isChecked(), known, path);
      assert.equal(await exercise.getByRole("status").innerText() !== "", known, path);
    }
  });

  test("is there under both addresses of the introduction", async () => {
    await page.goto(`${site.address}index.html`);
    await page.locator("cc-checklist input").first().check();
    await page.goto(`${site.address}introduction.html`);
    await page.locator(".cc-checklist__count").waitFor();
    assert.equal((await done(page)).ticks.length, 1, "index.html and introduction.html are two pages to a reader");
  });
});
