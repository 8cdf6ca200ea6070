// ▶: listings run in the page with real threads, their recordings are replayed.
// By keyboard, in both languages; with and without isolation, and without programs.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { runInNewContext } from "node:vm";
import { accessible } from "./axe.mjs";
import { EDITIONS, SITE } from "./report.mjs";
import { launch, noBrowser, serve } from "./site.mjs";

// What a reader of each edition must meet.
const WORDS = {
  fr: {
    root: "",
    run: /^▶ Exécuter ici/,
    stop: "Arrêter",
    replay: "Rejouer l’enregistrement",
    pace: "Déroulement",
    slow: "Au ralenti (× 10)",
    start: "Threads à lancer",
    own: "par défaut",
    here: /^ce navigateur/,
    lanes: "Les threads",
    finished: /^Terminé\. 4 lignes, 4 threads/,
    ended: "fini",
    panicked: /^Terminé par une panique, code de sortie 101\./,
    stopped: /^Arrêté\./,
    deadlock: /^Interblocage\s: aucun thread ne peut plus avancer\. main attend un verrou \(A\)\./,
    circle: " main attend la fin d’un thread, thread 1 attend un verrou (A) et thread 2 attend un verrou (B).",
    replayed: /^L’enregistrement est rejoué\./,
    alone: /^Ce navigateur n’isole pas cette page.*L’exécution enregistrée reste/,
    excepted: /^Pas dans la page\s: il mesure votre machine, .*\. Chez vous\s:cargo run -p listings/,
    recorded: /^Ce que le programme a affiché/,
  },
  en: {
    root: "en/",
    run: /^▶ Run here/,
    stop: "Stop",
    replay: "Replay the recording",
    pace: "Pace",
    slow: "Slow motion (× 10)",
    start: "Threads to start",
    own: "default",
    here: /^this browser/,
    lanes: "The threads",
    finished: /^Finished\. 4 lines, 4 threads/,
    ended: "finished",
    panicked: /^Ended with a panic, exit code 101\./,
    stopped: /^Stopped\./,
    deadlock: /^Deadlock: no thread can move any more\. main waits for a lock \(A\)\./,
    circle: " main waits for the end of a thread, thread 1 waits for a lock (A), and thread 2 waits for a lock (B).",
    replayed: /^The recording has been replayed\./,
    alone: /^This browser does not isolate this page.*The recorded run remains/,
    excepted: /^Not in the page: it measures your machine, .*\. At home:cargo course run/,
    recorded: /^What the program printed/,
  },
};

const PAGES = {
  hello_threads: "introduction.html",
  waiting_sequential: "why/waiting.html",
  threads_panic: "threads/results-and-panics.html",
  panic_spreads: "threads/results-and-panics.html",
  too_many_threads: "threads/how-many.html",
  mutex_twice: "sync/reentrant.html",
  deadlock_ordered: "sync/deadlock.html",
  bounded_threads: "threads/how-many.html",
};

const skip = noBrowser() ?? noPrograms();
let browser;
let isolated;
let plain;

/** On a reader's machine the programs may not be there; what is published has them. */
function noPrograms() {
  const { programs } = JSON.parse(readFileSync(join(SITE, "programs/index.json"), "utf8"));
  if (Object.keys(programs).length) return undefined;
  const reason = "the site has no programs: see what `cargo course browser` says";
  assert.ok(process.env.CI !== "true", reason);
  return reason;
}

before(async () => {
  if (skip) return;
  [browser, isolated, plain] = await Promise.all([launch(), serve({ isolated: true }), serve()]);
});

after(() => Promise.all([browser?.close(), isolated?.close(), plain?.close()]));

/** A new reader, whose page must throw nothing and complain about nothing. */
async function reader(body, { site = isolated, width = 1280, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 800 }, ...options });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints = [];
  const loads = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("load", () => loads.push(page.url()));
  const open = (name, edition = "fr") => page.goto(site.address + WORDS[edition].root + PAGES[name]);
  try {
    await body({ page, open, loads, complaints });
    assert.deepEqual(complaints, [], "the page complains");
  } finally {
    await context.close();
  }
}

const widget = (page, name) => page.locator(`cc-run[data-name="${name}"]`);
const bar = (page, name) => page.locator(`.cc-listing[data-name="${name}"] .cc-bar`).first();
const shown = (page, name) => widget(page, name).locator(".cc-output__line");

/** Waits until the status says `words`, or fails saying what it says instead. */
async function says(page, name, words) {
  const status = widget(page, name).getByRole("status");
  await status.filter({ hasText: words }).waitFor().catch(async () => {
    assert.fail(`the status must say ${words}, and says: ${await status.allTextContents()}`);
  });
}

/** Presses Tab until `locator` has the focus, then Enter. */
async function press(page, locator) {
  await locator.waitFor();
  for (let presses = 0; presses < 200; presses += 1) {
    if (await locator.evaluate((element) => element === document.activeElement)) return page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab never reaches ${locator}`);
}

/** The text of each line, without its time and its thread. */
const texts = (page, name) =>
  shown(page, name).evaluateAll((lines) =>
    lines.map((line) => (line.querySelector(".cc-run__text") ?? line.lastChild).textContent.trimEnd()),
  );

/** A program whose main only turns in circles, in the place of a listing. */
async function makeEndless(page, name) {
  const text = (word) => [word.length, ...Buffer.from(word)];
  const sections = [
    [1, [1, 0x60, 0, 0]], // a function without parameters,
    [2, [1, ...text("env"), ...text("memory"), 2, 3, 1, 1]], // a shared memory,
    [3, [1, 0]],
    [7, [1, ...text("_start"), 0, 0]], // main,
    [10, [1, 7, 0, 0x03, 0x40, 0x0c, 0, 0x0b, 0x0b]], // a loop back to its start.
  ];
  const wasm = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...sections.flatMap(([id, body]) => [id, body.length, ...body])]);
  const sha256 = createHash("sha256").update(wasm).digest("hex");
  await page.route("**/programs/endless.wasm", (route) => route.fulfill({ body: wasm }));
  await page.route("**/programs/index.json", async (route) => {
    const response = await route.fetch();
    const list = await response.json();
    list.programs[name] = { file: "endless.wasm", bytes: wasm.length, sha256, memory: { initial: 1, maximum: 1 } };
    await route.fulfill({ response, json: list });
  });
}

const words = runInNewContext(
  `${readFileSync(new URL("../../theme/js/run-words.js", import.meta.url), "utf8")}; parts.runWords`,
  { parts: {} },
);

test("both languages have the same words", () => {
  const keys = (table) =>
    Object.entries(table).map(([key, value]) =>
      typeof value === "object" ? [key, Array.isArray(value) ? value.length : keys(value)] : [key, typeof value],
    );
  assert.deepEqual(keys(words.fr), keys(words.en));
});

describe("▶", { skip }, () => {
  for (const [edition, width] of [["fr", 1280], ["en", 1280], ["fr", 390], ["en", 390]]) {
    const w = WORDS[edition];

    test(`by keyboard, threads say who they are in ${edition} at ${width} px`, () =>
      reader(async ({ page, open }) => {
        const name = "hello_threads";
        await open(name, edition);
        const recorded = await texts(page, name);
        await press(page, bar(page, name).getByRole("button", { name: w.run }));
        await says(page, name, w.finished);
        assert.deepEqual((await texts(page, name)).toSorted(), recorded.toSorted());
        const threads = await shown(page, name).evaluateAll((lines) => lines.map((line) => line.dataset.thread));
        assert.deepEqual(threads.toSorted(), ["0", "1", "2", "3"], "each line has the colour of its thread");
        assert.match(await widget(page, name).locator(".cc-output__when").textContent(), w.here);
        const lanes = widget(page, name).getByRole("table", { name: w.lanes }).getByRole("row");
        assert.equal(await lanes.count(), 5, "a lane for each of four threads, under the heads");
        const states = await lanes.evaluateAll((rows) => rows.slice(1).map((row) => row.lastElementChild.textContent));
        assert.deepEqual(states, [w.ended, w.ended, w.ended, w.ended], "main waited for each of them");
        assert.ok(await widget(page, name).getByRole("button", { name: w.stop }).isHidden());
        await accessible(page, `after a run in ${edition}`);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `the page is ${over} px too wide`);

        await press(page, widget(page, name).getByRole("button", { name: w.replay }));
        await says(page, name, w.replayed);
        assert.deepEqual(await texts(page, name), recorded);
        assert.match(await widget(page, name).locator("figcaption").textContent(), w.recorded);
      }, { width }));
  }

  for (const edition of EDITIONS) {
    const w = WORDS[edition];

    test(`what lasts can be stopped by keyboard in ${edition}`, () =>
      reader(async ({ page, open }) => {
        const name = "waiting_sequential";
        await open(name, edition);
        const run = widget(page, name);
        await run.getByLabel(w.pace).selectOption(w.slow);
        await press(page, run.getByRole("button", { name: w.run }));
        await run.locator(".cc-output__line[data-thread]", { hasText: "film.mp4" }).first().waitFor();
        await press(page, run.getByRole("button", { name: w.stop }));
        await says(page, name, w.stopped);
        assert.ok((await texts(page, name)).length < 7, "it was stopped before its end");
        const focused = await page.evaluate(() => document.activeElement.textContent);
        assert.match(focused, w.run, "the focus went away with the button");
      }));

    test(`the reader says how many threads in ${edition}`, () =>
      reader(async ({ page, open }) => {
        const name = "bounded_threads";
        await open(name, edition);
        const run = widget(page, name);
        const count = run.getByLabel(w.start);
        const choices = await count.getByRole("option").allTextContents();
        assert.deepEqual(choices, [w.own, ...Array.from({ length: 12 }, (_, n) => String(n + 1))]);
        const lanes = run.getByRole("table", { name: w.lanes }).getByRole("row");
        // By default four; five parts of twelve files are four, too.
        for (const [choice, threads] of [[w.own, 4], ["1", 1], ["5", 4], ["12", 12]]) {
          await count.selectOption(choice);
          await press(page, run.getByRole("button", { name: w.run }));
          await says(page, name, new RegExp(`${threads + 1} (lines|lignes), ${threads + 1} threads`));
          assert.equal(await lanes.count(), 1 + 1 + threads, "a lane for each thread, main's, the heads");
        }
        await accessible(page, "after a run of twelve threads");
      }));

    test(`a deadlock says who waits in ${edition}`, () =>
      reader(async ({ page, open }) => {
        await open("mutex_twice", edition);
        await bar(page, "mutex_twice").getByRole("button", { name: w.run }).click();
        await says(page, "mutex_twice", w.deadlock);
        await accessible(page, "after a deadlock");
        const [both, states] = await widget(page, "mutex_twice").evaluate((run) => {
          const lanes = new parts.run.Lanes();
          for (const thread of [0, 1, 2, 3]) lanes.add({ kind: "start", thread, ms: 0 });
          const waits = [[0, "join", 1], [1, "lock", 64], [2, "lock", 128]];
          const waiting = waits.map(([thread, why, what]) => ({ thread, why, what }));
          const end = { reason: "deadlock", waiting, ms: 1 };
          const sentence = run.sentence(end, lanes);
          lanes.close(end);
          return [sentence, [...lanes.element.querySelectorAll(".cc-run__state")].map((cell) => cell.textContent)];
        });
        assert.ok(both.endsWith(w.circle), both);
        assert.equal(states[3], w.ended, "the last thread that could do something ended");
      }));

    test(`panics are shown as such in ${edition}`, () =>
      reader(async ({ page, open }) => {
        await open("panic_spreads", edition);
        await bar(page, "panic_spreads").getByRole("button", { name: w.run }).click();
        await says(page, "panic_spreads", w.panicked);
        const errors = (name, thread) =>
          widget(page, name).locator(`.cc-output__line--err[data-thread="${thread}"]`, { hasText: "panicked at" });
        assert.equal(await errors("panic_spreads", 2).count(), 1, "the thread's panic is on stderr");
        assert.equal(await errors("panic_spreads", 0).count(), 1, "main's panic is on stderr");
        await bar(page, "threads_panic").getByRole("button", { name: w.run }).click();
        await says(page, "threads_panic", /4 threads/);
        assert.equal(await errors("threads_panic", 2).count(), 1);
        await accessible(page, "after two panics");
      }));
  }

  test("a program without end is stopped by keyboard, and the page lives on", () =>
    reader(async ({ page, open }) => {
      const name = "panic_spreads";
      const w = WORDS.fr;
      await makeEndless(page, name);
      await open(name);
      for (let time = 0; time < 2; time += 1) {
        await press(page, widget(page, name).getByRole("button", { name: w.run }));
        await says(page, name, /^Le programme s’exécute/);
        await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
        if (time === 0) await accessible(page, "while a program runs");
        await press(page, widget(page, name).getByRole("button", { name: w.stop }));
        await says(page, name, w.stopped);
      }
      await press(page, widget(page, "threads_panic").getByRole("button", { name: w.run }));
      await says(page, "threads_panic", /4 threads/);
    }));

  test("what runs stops when its element goes, and is whole when it is back", () =>
    reader(async ({ page, open }) => {
      const name = "hello_threads";
      await makeEndless(page, name);
      await open(name);
      await bar(page, name).getByRole("button", { name: WORDS.fr.run }).click();
      await widget(page, name).getByRole("button", { name: WORDS.fr.stop }).waitFor();
      await widget(page, name).evaluate((element) => {
        const { parentElement: parent, nextSibling: next } = element;
        element.remove();
        parent.insertBefore(element, next);
      });
      await says(page, name, WORDS.fr.stopped);
      assert.equal(await widget(page, name).locator(".cc-run__tools").count(), 1, "its tools are there twice");
    }));

  test("what still loads when its element goes does not run, and says nothing", () =>
    reader(async ({ page, open }) => {
      const name = "hello_threads";
      let load;
      const gone = new Promise((resolve) => (load = resolve));
      await makeEndless(page, name);
      await page.route("**/programs/endless.wasm", async (route) => {
        await gone;
        await route.fallback();
      });
      await open(name);
      const run = bar(page, name).getByRole("button", { name: WORDS.fr.run });
      await run.click();
      await says(page, name, /./);
      await widget(page, name).evaluate((element) => element.after(element));
      load();
      assert.equal(await widget(page, name).getByRole("status").textContent(), "", "it starts for ever: see cc-run.js");
      await run.click();
      await says(page, name, /^Le programme s’exécute/);
    }));

  test("a listing without a recording on its page runs all the same", () =>
    reader(async ({ page, open }) => {
      const name = "deadlock_ordered";
      await open(name);
      assert.ok(await widget(page, name).isHidden(), "nothing shows before");
      await bar(page, name).getByRole("button", { name: WORDS.fr.run }).click();
      await says(page, name, /^Terminé\./);
    }));

  for (const edition of EDITIONS) {
    test(`an excepted listing says why it has no ▶ in ${edition}, and is replayed`, () =>
      reader(async ({ page, open }) => {
        const w = WORDS[edition];
        const name = "too_many_threads";
        await open(name, edition);
        assert.match(await bar(page, name).textContent(), w.excepted);
        // Another listing of the page has one.
        await bar(page, "bounded_threads").getByRole("button", { name: w.run }).waitFor();
        assert.equal(await page.locator(`.cc-listing[data-name="${name}"] .cc-run__button`).count(), 0);
        await widget(page, name).getByRole("button", { name: w.replay }).click();
        await says(page, name, w.replayed);
      }));
  }

  test("an isolated page still searches, explores and stays quiet", () =>
    reader(async ({ page, open }) => {
      await open("deadlock_ordered");
      await page.locator("cc-explorer [role=status]").first().waitFor();
      await page.getByRole("searchbox").fill("verrou");
      await page.locator(".cc-search__results li").first().waitFor();
      assert.ok(await page.evaluate(() => crossOriginIsolated));
    }));
});

describe("without isolation by the host", { skip }, () => {
  const name = "hello_threads";
  const w = WORDS.fr;

  test("the site's worker isolates it, with one reload", () =>
    reader(async ({ page, open, loads }) => {
      await open(name);
      assert.equal(await page.evaluate(() => crossOriginIsolated), false);
      await press(page, bar(page, name).getByRole("button", { name: w.run }));
      await says(page, name, w.finished);
      assert.equal(loads.length, 2, "one reload");
      assert.ok(await page.evaluate(() => document.activeElement.matches(".cc-run__button")), "the focus is lost");
      await bar(page, name).getByRole("button", { name: w.run }).click();
      await says(page, name, w.finished);
      await open("threads_panic");
      assert.ok(await page.evaluate(() => crossOriginIsolated), "the next page is isolated at once");
      assert.equal(loads.length, 3);
    }, { site: plain }));

  for (const edition of EDITIONS) {
    test(`where workers are forbidden, one sentence of ${edition} says why`, () =>
      reader(async ({ page, open, loads }) => {
        await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "serviceWorker", { get: () => undefined }));
        await open(name, edition);
        const recorded = await texts(page, name);
        await bar(page, name).getByRole("button", { name: WORDS[edition].run }).click();
        await says(page, name, WORDS[edition].alone);
        assert.deepEqual(await texts(page, name), recorded, "the recording has gone");
        await accessible(page, "without isolation");
        await widget(page, name).getByRole("button", { name: WORDS[edition].replay }).click();
        await says(page, name, WORDS[edition].replayed);
        assert.equal(loads.length, 1, "the page is not loaded again in vain");
      }, { site: plain }));
  }

  test("a worker that does not isolate is tried once, never in a loop", async () => {
    const folder = mkdtempSync(join(tmpdir(), "course-"));
    for (const entry of readdirSync(SITE)) {
      if (entry === "service-worker.js") writeFileSync(join(folder, entry), "");
      else symlinkSync(join(SITE, entry), join(folder, entry));
    }
    const site = await serve({ folder });
    try {
      await reader(async ({ page, open, loads }) => {
        await open(name);
        for (let time = 0; time < 2; time += 1) {
          await bar(page, name).getByRole("button", { name: w.run }).click();
          await says(page, name, w.alone);
          assert.equal(loads.length, 2, "one reload at most");
        }
        await page.reload();
        await bar(page, name).getByRole("button", { name: w.run }).click();
        await says(page, name, w.alone);
        assert.equal(loads.length, 3, "the reader's own reload is the last");
      }, { site });
    } finally {
      await site.close();
      rmSync(folder, { recursive: true });
    }
  });
});

describe("without programs or scripts", { skip }, () => {
  const name = "hello_threads";

  test("no ▶ and no error without programs", () =>
    reader(async ({ page, open }) => {
      const none = JSON.stringify({ rustc: "", programs: {} });
      await page.route("**/programs/index.json", (route) => route.fulfill({ body: none }));
      await open(name);
      await widget(page, name).getByRole("button", { name: WORDS.fr.replay }).click();
      await says(page, name, WORDS.fr.replayed);
      assert.equal(await page.getByRole("button", { name: WORDS.fr.run }).count(), 0);
      await accessible(page, "without programs");
    }));

  test("a list that is not ready is asked for again, after a pause", () =>
    reader(async ({ page, open, complaints }) => {
      await page.clock.install();
      await page.clock.pauseAt(new Date("2100-01-01"));
      let asked = 0;
      await page.route("**/programs/index.json", (route) => {
        asked += 1;
        return asked < 3 ? route.fulfill({ status: 503 }) : route.continue();
      });
      const answer = () => page.waitForResponse("**/programs/index.json");
      let answered = answer();
      await open(name);
      for (const times of [1, 2]) {
        await answered;
        // Time stands still: who asked again at once would be heard meanwhile.
        for (let n = 0; n < 10; n++) await page.evaluate(() => fetch(location.href).then((page) => page.text()));
        assert.equal(asked, times, "run-offer.js asks in a hot loop");
        answered = answer();
        await page.clock.runFor(60_000);
      }
      await bar(page, name).getByRole("button", { name: WORDS.fr.run }).waitFor();
      assert.equal(complaints.splice(0).length, 2, "the browser tells of each refusal");
    }));

  test("a program that is not the one that was built does not run", () =>
    reader(async ({ page, open }) => {
      await page.route("**/programs/*.wasm", (route) => route.fulfill({ body: "no" }));
      await open(name);
      await bar(page, name).getByRole("button", { name: WORDS.fr.run }).click();
      await says(page, name, /^Le programme n’a pas pu être chargé .*L’exécution enregistrée reste/);
    }));

  test("no button is printed", () =>
    reader(async ({ page, open }) => {
      await open(name);
      await bar(page, name).getByRole("button", { name: WORDS.fr.run }).waitFor();
      await page.emulateMedia({ media: "print" });
      assert.equal(await page.getByRole("main").getByRole("button").count(), 0);
    }));

  test("without JavaScript the recording stands there, and no button", () =>
    reader(async ({ page, open }) => {
      await open(name);
      assert.equal((await texts(page, name)).length, 4);
      assert.equal(await page.getByRole("main").getByRole("button").count(), 0);
    }, { javaScriptEnabled: false }));
});
