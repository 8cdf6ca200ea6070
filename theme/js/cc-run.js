// Runs a listing in the page, with real threads, and replays its recorded run.
"use strict";
{
  const { make, colour } = globalThis.runParts;
  const { lang } = document.documentElement;
  const words = RUN_WORDS[lang] ?? RUN_WORDS.en;
  const files = document.querySelector("script[data-run]").dataset;
  const PROGRAMS = new URL("../../programs/", document.currentScript.src);
  // The runtime sizes pools by these: a page cannot tell a program its cores.
  const ENV = { RUST_MIN_STACK: "262144", RAYON_NUM_THREADS: "4", TOKIO_WORKER_THREADS: "4" };
  const PACES = [{}, { slow: 10 }, { jitter: 20 }];
  const SHOWN = 500;
  const PATIENCE = 5000;
  const ASKED = "cc:run";

  const time = (ms) => {
    const [value, digits, unit] = ms < 1000 ? [Math.round(ms), 0, "ms"] : [ms / 1000, 1, "s"];
    const number = new Intl.NumberFormat(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    return number.format(value) + (lang === "fr" ? "\u202f" : "\u00a0") + unit;
  };

  const button = ([word, rest], action) => {
    const made = make("button", "button", word);
    made.type = "button";
    made.classList.add("cc-button");
    if (rest) {
      const more = make("span", "", rest);
      more.className = "cc-visually-hidden";
      made.append(more);
    }
    made.addEventListener("click", action);
    return made;
  };

  const stored = (change) => {
    try {
      return change(sessionStorage);
    } catch {
      return undefined; // Storage may be forbidden: no reload then.
    }
  };

  let pool;
  const runtime = async () => {
    const host = await import(new URL(files.runHost, document.baseURI));
    pool ??= new host.Pool(() => new Worker(files.runThread));
    return host;
  };

  /**
   * A page is isolated by its server's headers or by the site's worker, from the
   * next load on. Asks for that load once, then runs what was to be run.
   */
  const isolate = async (name) => {
    if (!navigator.serviceWorker || stored((s) => s.getItem(ASKED)) === "failed") return false;
    try {
      await navigator.serviceWorker.register(files.worker);
      // Where workers are forbidden, some browsers never answer.
      const late = new Promise((_, refuse) => setTimeout(refuse, PATIENCE));
      await Promise.race([navigator.serviceWorker.ready, late]);
    } catch {
      return false;
    }
    if (!stored((s) => s.setItem(ASKED, JSON.stringify([location.pathname, name])) ?? true)) return false;
    location.reload();
    return true;
  };

  /** What the reader asked for before the page was loaded again. */
  const asked = () => {
    const found = stored((s) => s.getItem(ASKED));
    if (!found || found === "failed") {
      if (found && globalThis.crossOriginIsolated) stored((s) => s.removeItem(ASKED));
      return undefined;
    }
    stored((s) => (globalThis.crossOriginIsolated ? s.removeItem(ASKED) : s.setItem(ASKED, "failed")));
    const [page, name] = JSON.parse(found);
    return page === location.pathname ? name : undefined;
  };

  class Run extends HTMLElement {
    connectedCallback() {
      this.name = this.dataset.name;
      this.figure = this.querySelector("figure");
      this.code = this.figure?.querySelector("pre > code");
      if (!this.name || !this.code) throw new Error("cc-run: no data-name or no figure with pre > code");
      this.heading = this.figure.querySelector("figcaption");
      this.recorded = { title: [...this.heading.childNodes], lines: [...this.code.children] };
      this.end = this.figure.querySelector(".cc-output__end");
      this.status = make("p", "status");
      this.status.setAttribute("role", "status");
      this.stop = button([words.stop], () => this.halt?.());
      this.stop.hidden = true;
      this.tools = make("div", "tools");
      this.tools.append(this.stop);
      if (this.recorded.lines.length) this.tools.append(button([words.replay], () => this.replay()));
      this.paces = this.choice(words.pace, words.paces);
      this.takeThreads(this.dataset.threads);
      this.figure.append(this.tools, this.status);
    }

    /** A list to choose from, once there is something to run. */
    choice(label, options) {
      const select = make("select");
      select.append(...options.map((option) => make("option", "", option)));
      select.disabled = true;
      this.tools.append(make("label", "choice", make("span", "", label), select));
      return select;
    }

    /** `VARIABLE 1..8`: how many threads the reader may ask for. */
    takeThreads(range) {
      if (!range) return;
      const [, variable, from, to] = /^(\w+) (\d+)\.\.(\d+)$/.exec(range) ?? [];
      if (!variable) throw new Error(`cc-run: data-threads is "${range}"`);
      const counts = Array.from({ length: to - from + 1 }, (_, n) => String(Number(from) + n));
      this.threads = this.choice(words.start, [words.own, ...counts]);
      this.threads.name = variable;
    }

    /** What the program finds in its environment. */
    env() {
      return this.threads?.selectedIndex ? { ...ENV, [this.threads.name]: this.threads.value } : ENV;
    }

    /** ▶, here and below each of its listings; how fast, here. */
    offer(list, listings) {
      this.program = list.programs[this.name];
      this.rustc = list.rustc;
      const run = () => button(words.run, () => this.run());
      const prepare = () => this.prepare().catch(() => {});
      for (const select of this.tools.querySelectorAll("select")) select.disabled = false;
      this.again = run();
      this.tools.prepend(this.again);
      const buttons = [this.again];
      for (const listing of listings) {
        const start = run();
        listing.querySelector(".cc-bar").prepend(start);
        buttons.push(start);
      }
      for (const each of buttons) {
        each.addEventListener("pointerenter", prepare, { once: true });
        each.addEventListener("focus", prepare, { once: true });
      }
    }

    /** The program, loaded once, and workers for its first threads. */
    prepare() {
      this.loading ??= runtime().then(async (host) => {
        if (host.unavailable()) return { host };
        pool.prepare(3);
        return { host, program: await host.load(new URL(this.program.file, PROGRAMS), this.program) };
      });
      this.loading.catch(() => (this.loading = undefined));
      return this.loading;
    }

    async run() {
      this.halt?.();
      const mine = (this.turn = {});
      this.say(words.starting);
      let host, program;
      try {
        ({ host, program } = await this.prepare());
      } catch (error) {
        return this.fail(words.why.failed(error.message));
      }
      if (this.turn !== mine) return;
      const why = host.unavailable();
      if (why === "isolation" && (await isolate(this.name))) return;
      if (why) return this.fail(words.why[why]);
      this.start(host, program);
    }

    /** The recording stands where it stood. */
    fail(sentence) {
      this.say(this.recorded.lines.length ? `${sentence} ${words.recorded}` : sentence, "wrong");
    }

    start(host, program) {
      const lines = new host.Lines();
      const lanes = new RunLanes(words);
      const begun = performance.now();
      let count = 0;
      let last = 0;
      let fresh = [];
      let frame;
      this.clear(words.title, words.here(navigator.hardwareConcurrency, this.rustc));
      this.lanes = lanes.element;
      this.figure.querySelector("pre").before(this.lanes);
      this.say(words.running);
      this.scrollIntoView({ block: "nearest" });
      const draw = () => {
        this.show(fresh.splice(0));
        lanes.draw(Math.max(last, performance.now() - begun));
        frame = requestAnimationFrame(draw);
      };
      const show = (ended) => {
        count += ended.length;
        fresh.push(...ended);
        if (fresh.length > 2 * SHOWN) fresh = fresh.slice(-SHOWN);
      };
      const running = host.run(program, pool, {
        ...PACES[this.paces.selectedIndex],
        env: this.env(),
        onEvent: (event) => {
          last = event.ms;
          if (event.kind === "text") show(lines.add(event));
          else lanes.add(event);
        },
        onEnd: (end) => {
          cancelAnimationFrame(frame);
          show(lines.rest());
          this.show(fresh);
          lanes.close(Math.max(last, end.ms), end.reason);
          const sum = words.sum(count, end.threads, time(end.ms));
          this.over(this.sentence(end, lanes), end.reason === "exit" && end.code === 0, sum);
        },
      });
      this.busy(() => running.stop());
      frame = requestAnimationFrame(draw);
    }

    sentence({ reason, code, waiting, thread, message, ms }, lanes) {
      const { ends } = words;
      switch (reason) {
        case "exit":
          return code === 0 ? ends.exit : code === 101 ? ends.panic : ends.code(code);
        case "deadlock": {
          const who = waiting.map((each) => words.waiting(words.thread(each.thread), lanes.wait(each.why, each.what)));
          return ends.deadlock(new Intl.ListFormat(lang).format(who));
        }
        case "overflow":
          return ends.overflow(words.thread(thread));
        case "trap":
          return ends.trap(words.thread(thread), message);
        case "limit":
          return ends.limit(time(ms));
        case "error":
          return ends.error(message);
        default:
          return ends[reason];
      }
    }

    /** The recorded lines, each at its time. */
    replay() {
      this.halt?.();
      this.turn = undefined;
      this.clear(...this.recorded.title);
      const { slow = 1 } = PACES[this.paces.selectedIndex];
      const left = [...this.recorded.lines];
      const begun = performance.now();
      let timer;
      const next = () => {
        const now = (performance.now() - begun) / slow;
        while (left.length && left[0].dataset.ms <= now) this.code.append(left.shift());
        if (left.length) timer = setTimeout(next, left[0].dataset.ms * slow - (performance.now() - begun));
        else finish();
      };
      const finish = () => {
        clearTimeout(timer);
        this.code.append(...left);
        if (this.end) this.end.hidden = false;
        this.over(words.replayed, true);
      };
      this.say(words.replaying);
      this.busy(finish);
      next();
    }

    clear(title, when) {
      this.lanes?.remove();
      this.code.replaceChildren();
      this.gone?.remove();
      this.lost = 0;
      if (this.end) this.end.hidden = true;
      if (typeof title === "string") {
        const made = make("span", "", when);
        made.className = "cc-output__when";
        this.heading.replaceChildren(title, " ", made);
      } else this.heading.replaceChildren(...this.recorded.title);
      this.figure.hidden = false;
    }

    show(lines) {
      this.code.append(...lines.slice(-SHOWN).map((line) => this.line(line)));
      const over = this.code.childElementCount - SHOWN;
      this.lost += Math.max(0, lines.length - SHOWN) + Math.max(0, over);
      for (let n = 0; n < over; n += 1) this.code.firstElementChild.remove();
      if (!this.lost) return;
      this.gone ??= make("p", "more");
      this.gone.textContent = words.above(this.lost);
      this.code.parentElement.before(this.gone);
    }

    line({ stream, text, thread, ms }) {
      const made = make("span");
      made.className = `cc-output__line${stream === "err" ? " cc-output__line--err" : ""}`;
      made.dataset.thread = colour(thread);
      const when = make("span", "", time(ms));
      when.className = "cc-output__time";
      made.append(when, make("span", "who", words.thread(thread)), " ", make("span", "text", `${text}\n`));
      return made;
    }

    busy(halt) {
      this.halt = halt;
      this.stop.hidden = false;
    }

    over(sentence, right, sum) {
      // What has the focus must not go away with it.
      if (document.activeElement === this.stop) (this.again ?? this.stop.nextElementSibling).focus();
      this.halt = undefined;
      this.stop.hidden = true;
      this.say(sentence, right ? "right" : "wrong", sum);
    }

    say(sentence, verdict, sum) {
      this.status.replaceChildren(make("b", "", sentence), ...(sum ? [" ", sum] : []));
      if (verdict) this.status.dataset.verdict = verdict;
      else delete this.status.dataset.verdict;
    }
  }
  customElements.define("cc-run", Run);

  /** Where a listing without a recording on its page shows its run. */
  const widget = (listing) => {
    const { name } = listing.dataset;
    const made = make("cc-run");
    made.dataset.name = name;
    if (listing.dataset.threads) made.dataset.threads = listing.dataset.threads;
    const pre = make("pre", "", make("code"));
    pre.tabIndex = 0;
    pre.setAttribute("role", "group");
    pre.setAttribute("aria-label", words.output(name));
    const figure = make("figure", "", make("figcaption", "", words.title), pre);
    figure.className = "cc-output";
    figure.hidden = true;
    made.append(figure);
    listing.after(made);
    return made;
  };

  const list = async () => {
    for (;;) {
      const answer = await fetch(new URL("index.json", PROGRAMS));
      if (answer.ok) return answer.json();
      // The server is still building them.
      if (answer.status !== 503) return undefined;
    }
  };

  const offer = async () => {
    const all = document.querySelectorAll(".cc-listing[data-name]:not(.cc-listing--fails)");
    const found = await list().catch(() => undefined);
    for (const listing of all) delete listing.querySelector(".cc-bar").dataset.runs;
    if (!found) return;
    const listings = Map.groupBy(all, (each) => each.dataset.name);
    const wanted = asked();
    // The next page is isolated then, and not loaded twice.
    if (!globalThis.crossOriginIsolated) navigator.serviceWorker?.register(files.worker).catch(() => {});
    for (const [name, figures] of listings) {
      if (!Object.hasOwn(found.programs, name)) continue;
      const run = document.querySelector(`cc-run[data-name="${CSS.escape(name)}"]`) ?? widget(figures.at(-1));
      run.offer(found, figures);
      if (name !== wanted) continue;
      figures[0].querySelector(".cc-run__button").focus({ preventScroll: true });
      run.run();
    }
  };
  offer();
}
