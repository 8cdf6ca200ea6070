// Runs a listing in the page, with real threads, and replays its recorded run.
"use strict";
{
  const { lang, words, files, programs, make, button, time } = parts.run;
  const { isolation, Output, Lanes } = parts.run;
  const PACES = [{}, { slow: 10 }, { jitter: 50 }];

  let pool;
  const runtime = async () => {
    const host = await import(new URL(files.runHost, document.baseURI));
    pool ??= new host.Pool(() => new Worker(files.runThread));
    return host;
  };

  class Run extends HTMLElement {
    connectedCallback() {
      if (this.status) return;
      this.name = this.dataset.name;
      if (!this.name) throw new Error("cc-run: no data-name");
      this.figure = this.querySelector("figure");
      this.output = new Output(this.figure);
      this.status = parts.status("cc-run__status");
      this.stop = button(words.stop, () => this.halt?.());
      this.stop.hidden = true;
      this.tools = make("div", "tools");
      this.tools.append(this.stop);
      if (this.output.recorded.length) this.tools.append(button(words.replay, () => this.replay(), "cc-run__rest"));
      this.paces = this.choice(words.pace, words.paces);
      this.takeThreads(this.dataset.threads);
      this.figure.append(this.tools, this.status);
    }

    /** Nobody sees it any more: what runs stops, what loads does not start. */
    disconnectedCallback() {
      if (this.turn) this.say("");
      this.turn = undefined;
      this.halt?.();
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
      // A worker takes a moment to start, and would seem to run meanwhile.
      this.threads.addEventListener("change", async () => {
        const { program } = await this.prepare().catch(() => ({}));
        if (program) pool.prepare(1 + Number(this.threads.value));
      });
    }

    /** What the program finds in its environment. */
    env(given) {
      return this.threads?.selectedIndex ? { ...given, [this.threads.name]: this.threads.value } : given;
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
        return { host, program: await host.load(new URL(this.program.file, programs), this.program) };
      });
      this.loading.catch(() => (this.loading = undefined));
      return this.loading;
    }

    async run() {
      this.halt?.();
      const mine = (this.turn = {});
      this.say(words.starting);
      const { host, program, error } = await this.prepare().catch((error) => ({ error }));
      if (this.turn !== mine) return;
      this.turn = undefined;
      if (error) return this.fail(words.why.failed(error.message));
      const why = host.unavailable();
      if (why === "isolation" && (await isolation.isolate(this.name))) return;
      if (why) return this.fail(words.why[why]);
      this.start(host, program);
    }

    /** The recording stands where it stood. */
    fail(sentence) {
      this.say(this.output.recorded.length ? `${sentence} ${words.recorded}` : sentence, "wrong");
    }

    start(host, program) {
      const lines = new host.Lines();
      const lanes = new Lanes();
      const begun = performance.now();
      let count = 0;
      let last = 0;
      const fresh = [];
      let frame;
      this.clear(words.here(navigator.hardwareConcurrency, this.rustc));
      this.lanes = lanes.element;
      this.figure.querySelector("pre").before(this.lanes);
      this.say(words.running);
      this.scrollIntoView({ block: "nearest" });
      const draw = () => {
        this.output.show(fresh.splice(0), count);
        lanes.draw(Math.max(last, performance.now() - begun));
        frame = requestAnimationFrame(draw);
      };
      const show = (ended) => {
        count += ended.length;
        fresh.push(...ended);
        // What would go at once is not drawn.
        if (fresh.length > 2 * Output.SHOWN) fresh.splice(0, fresh.length - Output.SHOWN);
      };
      const running = host.run(program, pool, {
        ...PACES[this.paces.selectedIndex],
        env: this.env(host.ENV),
        onEvent: (event) => {
          last = event.ms;
          if (event.kind === "text") show(lines.add(event));
          else lanes.add(event);
        },
        onEnd: (end) => {
          cancelAnimationFrame(frame);
          show(lines.rest());
          this.output.show(fresh, count);
          lanes.close({ ...end, ms: Math.max(last, end.ms) });
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
      this.clear();
      const { slow = 1 } = PACES[this.paces.selectedIndex];
      const left = [...this.output.recorded];
      const begun = performance.now();
      let timer;
      const next = () => {
        const now = (performance.now() - begun) / slow;
        while (left.length && left[0].dataset.ms <= now) this.output.replay(left.shift());
        if (left.length) timer = setTimeout(next, left[0].dataset.ms * slow - (performance.now() - begun));
        else finish();
      };
      const finish = () => {
        clearTimeout(timer);
        this.output.replayed();
        this.over(words.replayed, true);
      };
      this.say(words.replaying);
      this.busy(finish);
      next();
    }

    clear(when) {
      this.lanes?.remove();
      this.output.clear(when);
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
}
