// The figure of a run: the recorded lines first, those of a run here in their
// place, and the recorded ones again.
"use strict";
{
  const { words, make, colour, time } = parts.run;

  class Output {
    /** How many lines of a run the page keeps. */
    static SHOWN = 500;

    #figure;
    #heading;
    #code;
    #end;
    #recorded;
    #above;

    constructor(figure) {
      this.#figure = figure;
      this.#code = figure?.querySelector("pre > code");
      if (!this.#code) throw new Error("cc-run: no figure with pre > code");
      this.#heading = figure.querySelector("figcaption");
      this.#end = figure.querySelector(".cc-output__end");
      this.#recorded = { title: [...this.#heading.childNodes], lines: [...this.#code.children] };
    }

    /** The lines of the recording; none, where the page shows none. */
    get recorded() {
      return this.#recorded.lines;
    }

    /** No line yet of a run here, which `when` describes; of the recording, without it. */
    clear(when) {
      this.#code.replaceChildren();
      this.#above?.remove();
      if (this.#end) this.#end.hidden = true;
      this.#heading.replaceChildren(...this.#recorded.title);
      if (when) {
        const made = make("span", "", when);
        made.className = "cc-output__when";
        this.#heading.replaceChildren(words.title, " ", made);
      }
      this.#figure.hidden = false;
    }

    /** More lines of a run, which has `count` lines by now; the last ones stay. */
    show(lines, count) {
      this.#code.append(...lines.slice(-Output.SHOWN).map((line) => this.#line(line)));
      while (this.#code.childElementCount > Output.SHOWN) this.#code.firstElementChild.remove();
      const above = count - this.#code.childElementCount;
      if (!above) return;
      this.#above ??= make("p", "more");
      this.#above.textContent = words.above(above);
      this.#code.parentElement.before(this.#above);
    }

    /** More lines of the recording. */
    replay(...lines) {
      this.#code.append(...lines);
    }

    /** The recording is whole. */
    replayed() {
      this.replay(...this.recorded);
      if (this.#end) this.#end.hidden = false;
    }

    #line({ stream, text, thread, ms }) {
      const made = make("span");
      made.className = `cc-output__line${stream === "err" ? " cc-output__line--err" : ""}`;
      made.dataset.thread = colour(thread);
      const when = make("span", "", time(ms));
      when.className = "cc-output__time";
      made.append(when, make("span", "who", words.thread(thread)), " ", make("span", "text", `${text}\n`));
      return made;
    }
  }

  parts.run.Output = Output;
}
