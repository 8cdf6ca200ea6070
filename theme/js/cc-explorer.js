// The reader is the scheduler: chooses, step by step, which thread moves.
"use strict";

class Explorer extends HTMLElement {
  connectedCallback() {
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
        throw new Error(EXPLORER.offline);
      });
      if (!answer.ok) throw new Error(`${address}, ${answer.status}`);
      return answer;
    };
    try {
      const [found, code] = await Promise.all([get(graph), get(source)]);
      this.walk = new Walk(await found.json());
      this.code = (await code.text()).trimEnd().split("\n");
    } catch (error) {
      const sentence = make("p", "status", say(EXPLORER.failed, error.message));
      sentence.setAttribute("role", "status");
      this.figure.append(sentence);
      return;
    }
    this.build();
    this.render();
  }

  build() {
    const { graph } = this.walk;
    this.pre = region("pre", "code", say(EXPLORER.code, `${this.figure.dataset.name}.rs`));
    this.moves = make("fieldset", "moves");
    this.back = button(EXPLORER.undo, () => this.undo(() => this.walk.path.pop()));
    this.again = button(EXPLORER.restart, () => this.undo(() => this.walk.restart()));
    this.offers = this.walk.offers().map(([label, outcome]) => button(label, () => this.jump(outcome)));
    this.status = make("p", "status");
    this.status.setAttribute("role", "status");
    this.output = make("p", "printed");
    this.lanes = make("table", "lanes");
    this.next = make("table", "next");
    this.objects = make("table", "objects");
    const states = [region("div", "scroll", EXPLORER.next, this.next)];
    if (graph.objects.length) states.push(region("div", "scroll", EXPLORER.objects, this.objects));
    this.tools = make("div", "tools", this.back, this.again, ...this.offers);
    const player = make(
      "div",
      "player",
      this.pre,
      make("div", "choice", this.moves, this.status, this.output, this.tools),
      make("div", "steps", make("p", "title", EXPLORER.lanes), region("div", "scroll", EXPLORER.lanes, this.lanes)),
      make("div", "states", ...states),
    );
    this.summary = make("summary", "", EXPLORER.table);
    const details = make("details", "one", this.summary);
    this.table.before(player, details);
    details.append(this.table, ...this.figure.querySelectorAll(".cc-explorer__end"));
    if (graph.whole === false) player.before(make("p", "note", say(EXPLORER.partial, figure(graph.schedules))));
  }

  jump(outcome) {
    this.walk.follow(outcome);
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
    this.output.replaceChildren(make("b", "", EXPLORER.printed), " ", printed.length ? make("span", "", printed.join("\n")) : EXPLORER.nothing);
    views.code(this.pre, this.code, walk);
    views.lanes(this.lanes, walk);
    views.next(this.next, walk);
    views.objects(this.objects, walk);
    this.back.disabled = this.again.disabled = walk.path.length === 1;
  }

  renderMoves() {
    const { walk } = this;
    const choices = [...walk.graph.threads.keys()].flatMap((thread) => {
      const named = (what, action) => {
        const made = ofThread(button(say(EXPLORER.state, walk.name(thread), what), action), thread);
        made.name = thread;
        made.disabled = !action;
        return made;
      };
      const moves = walk.moves(thread);
      if (moves.length) return moves.map((edge) => named(walk.choice(edge), () => this.go(edge)));
      const { idle, op, waits } = walk.pending(thread);
      if (idle) return named(idle);
      if (waits) return named(walk.waits(thread));
      return named(walk.node.end ? EXPLORER.stopped : say(EXPLORER.unrecorded, walk.place(op)));
    });
    this.moves.replaceChildren(make("legend", "", EXPLORER.who), ...choices);
  }

  renderStatus() {
    const { walk } = this;
    const { events } = walk.path.at(-1);
    const told = events.map((event) => {
      const line = walk.graph.ops[event[1]][2];
      return `${walk.name(event[0])}, ${line ? say(EXPLORER.line, line, walk.told(event)) : walk.told(event)}`;
    });
    const done = say(EXPLORER.steps, views.columns(walk).length, told.join(", "));
    this.status.replaceChildren(walk.path.length === 1 ? EXPLORER.start : done);
    this.status.dataset.verdict = "";
    const outcome = walk.outcome();
    if (!outcome) return;
    const [title, why] = walk.verdict(outcome);
    this.status.dataset.verdict = outcome.wrong ? "wrong" : "right";
    this.status.append(" ", make("span", "verdict", make("b", "", title), ` ${why}`));
  }
}

customElements.define("cc-explorer", Explorer);
