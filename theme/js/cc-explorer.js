// The reader is the scheduler: chooses, step by step, which thread moves.
"use strict";
{
  const { button, status } = parts;
  const { text, make, region, ofThread, got, columns, views } = parts.explorerParts;

  class Explorer extends HTMLElement {
    connectedCallback() {
      if (this.figure) return;
      this.figure = this.querySelector("figure");
      this.table = this.querySelector(".cc-table");
      const { graph, source } = this.dataset;
      if (!this.figure || !this.table || !graph || !source) {
        throw new Error(`${this.localName}: no figure, .cc-table, data-graph or data-source`);
      }
      this.load(graph, source);
    }

    async load(graph, source) {
      const get = async (address) => {
        const answer = await fetch(address).catch(() => {
          throw new Error(text.offline);
        });
        if (!answer.ok) throw new Error(`${address}, ${answer.status}`);
        return answer;
      };
      try {
        const [found, code] = await Promise.all([get(graph), get(source)]);
        this.walk = new parts.Walk(await found.json());
        this.code = (await code.text()).trimEnd().split("\n");
      } catch (error) {
        const sentence = status("cc-explorer__status");
        sentence.append(text.failed(error.message));
        this.figure.append(sentence);
        return;
      }
      this.build();
      this.render();
      this.open();
      addEventListener("hashchange", () => this.open());
    }

    /** Shows the order that the address names: `#LISTING=MOVES`. */
    open() {
      const [name, order] = location.hash.slice(1).split("=");
      if (name !== this.figure.dataset.name || !order || order === this.walk.order) return;
      const ranks = this.walk.ranks(order);
      if (!ranks) return this.status.append(" ", text.unknown(order));
      this.jump(ranks);
      this.scrollIntoView();
    }

    build() {
      const { graph } = this.walk;
      this.words = "tasks" in this.figure.dataset ? { ...text, ...text.tasks } : text;
      this.pre = region("pre", "code", this.words.code(`${this.figure.dataset.name}.rs`));
      this.moves = make("fieldset", "moves");
      this.back = button(text.undo, () => this.undo(() => this.walk.path.pop()));
      this.again = button(text.restart, () => this.undo(() => this.walk.restart()));
      this.offers = graph.offers.map(([label, ranks]) => button(label, () => this.jump(ranks)));
      this.link = make("a", "link", text.link);
      this.status = status("cc-explorer__status");
      this.output = make("p", "printed");
      this.lanes = make("table", "lanes");
      this.next = make("table", "next");
      this.objects = make("table", "objects");
      const states = [region("div", "scroll", text.next, this.next)];
      if (graph.objects.length) states.push(region("div", "scroll", text.objects, this.objects));
      this.tools = make("div", "tools", this.back, this.again, ...this.offers, this.link);
      const player = make(
        "div",
        "player",
        this.pre,
        make("div", "choice", this.moves, this.status, this.output, this.tools),
        make("div", "steps", make("p", "title", this.words.lanes), region("div", "scroll", this.words.lanes, this.lanes)),
        make("div", "states", ...states),
      );
      this.summary = make("summary", "", text.table);
      const details = make("details", "one", this.summary);
      this.table.before(player, details);
      details.append(this.table, ...this.figure.querySelectorAll(".cc-explorer__end"));
      if (!graph.whole) player.before(make("p", "note", text.partial(graph.orders)));
    }

    jump(ranks) {
      this.walk.follow(ranks);
      this.render();
    }

    /** The button that goes back keeps the focus while it can. */
    undo(action) {
      const pressed = document.activeElement;
      action();
      this.render();
      if (pressed?.disabled) this.firstMove()?.focus();
    }

    go(edge) {
      this.walk.move(edge);
      this.render();
      const own = this.moves.querySelector(`button[name="${edge[0]}"]:enabled`);
      (own ?? this.firstMove() ?? this.back).focus();
    }

    firstMove() {
      return this.moves.querySelector("button:enabled");
    }

    render() {
      const { walk } = this;
      this.renderMoves();
      this.renderStatus();
      const printed = walk.printed();
      this.output.replaceChildren(make("b", "", text.printed), " ", printed === undefined ? text.nothing : make("span", "", printed));
      views.code(this.pre, this.code, walk);
      views.lanes(this.lanes, walk);
      views.next(this.next, walk, this.words);
      views.objects(this.objects, walk);
      this.link.href = `#${this.figure.dataset.name}=${walk.order}`;
      this.link.hidden = walk.path.length === 1;
      this.back.disabled = this.again.disabled = walk.path.length === 1;
    }

    renderMoves() {
      const { walk } = this;
      const choices = walk.threads.flatMap((thread) => {
        const named = (what, action) => {
          const made = ofThread(button(text.state(walk.name(thread), what), action), thread);
          made.name = thread;
          made.disabled = !action;
          return made;
        };
        const { op, why } = walk.next(thread);
        const moves = walk.moves(thread);
        if (moves.length) return moves.map((edge) => named(got(walk.op(op).place, edge[3]), () => this.go(edge)));
        if (why) return named(why);
        return named(walk.node.end === undefined ? text.unrecorded(walk.op(op).place) : text.stopped);
      });
      this.moves.replaceChildren(make("legend", "", this.words.who), ...choices);
    }

    renderStatus() {
      const { walk } = this;
      const told = walk.path.at(-1).steps.map(([thread, op, result]) => `${walk.name(thread)}, ${got(walk.op(op).place, result)}`);
      const done = text.done(columns(walk).length, told.join(", "));
      this.status.replaceChildren(walk.path.length === 1 ? this.words.start : done);
      this.status.dataset.verdict = "";
      const end = walk.end();
      if (!end) return;
      this.status.dataset.verdict = end.wrong ? "wrong" : "right";
      this.status.append(" ", make("span", "verdict", make("b", "", end.title), ` ${end.why}`));
    }
  }

  customElements.define("cc-explorer", Explorer);
}
