// A level: an explorer where the reader must lead the program to a failure, or
// try to. What is to be reached, the hints and the fewest moves come from the
// graph.
"use strict";
{
  const { store } = parts;
  const text = EXPLORER.level;
  /** More printed texts than this are not all named. */
  const NAMED = 3;

  const moves = (n) => say(text.moves[n === 1 ? 0 : 1], n);

  /** From each state, the fewest moves to an end that is wrong. */
  const distances = (walk) => {
    const { nodes } = walk.graph;
    const before = new Map(nodes.map((node) => [node, []]));
    for (const node of nodes) for (const [, to] of node.e ?? []) before.get(nodes[to]).push(node);
    const far = new Map(nodes.filter((node) => walk.outcome(node)?.wrong).map((node) => [node, 0]));
    // A map gives what is added while it is walked.
    for (const [node, left] of far) {
      for (const earlier of before.get(node)) if (!far.has(earlier)) far.set(earlier, left + 1);
    }
    return far;
  };

  /** What the reader must bring about: any wrong end. */
  const goal = (walk) => {
    const wrong = walk.outcomes.filter((outcome) => outcome.wrong);
    if (!wrong.length) return text.break;
    const printed = wrong.filter(({ kind }) => kind === "exit");
    const ways = printed.map(({ lines }) => say(lines.length ? text.to.exit : text.to.silent, quoted(lines)));
    const others = wrong.filter(({ kind }) => kind !== "exit").map(({ kind }) => text.to[kind]);
    const all = new Set([...(printed.length > NAMED ? [text.to.any] : ways), ...others]);
    return say(text.goal, [...all].join(text.or));
  };

  class Level extends Explorer {
    build() {
      super.build();
      this.far = distances(this.walk);
      // Where no order fails, there is no fewest.
      this.fewest = this.dataset.fewest && Number(this.dataset.fewest);
      this.key = `level:${this.figure.dataset.name}`;
      this.best = store.get(this.key);
      this.goal = make("p", "goal");
      this.querySelector(".cc-explorer__player").before(this.goal);
      if (this.fewest === undefined) return;
      this.summary.textContent = EXPLORER.solution;
      this.hint = button(text.hint, () => this.advise());
      this.again.after(this.hint);
    }

    jump(outcome) {
      this.shown = true;
      super.jump(outcome);
    }

    render() {
      // What a button did is no success, until the reader starts again.
      if (this.walk.path.length === 1) this.shown = false;
      super.render();
      this.judge();
      const solved = this.best !== undefined || this.fewest === undefined;
      for (const each of this.offers) each.hidden = !solved;
      this.goal.replaceChildren(goal(this.walk));
      if (this.best === undefined) return;
      const done = make("b", "done", say(text.solved, moves(this.best)));
      done.dataset.verdict = "right";
      this.goal.append(" ", done);
    }

    /** At an end: whether it is what was to be reached. */
    judge() {
      const outcome = this.walk.outcome();
      if (this.hint) this.hint.disabled = outcome?.wrong ?? false;
      if (!outcome || this.shown) return;
      if (this.fewest === undefined) {
        const all = this.walk.graph.schedules;
        this.tell(say(text.safe[all === "1" ? 0 : 1], figure(all)));
      } else if (outcome.wrong) {
        const made = this.walk.path.length - 1;
        this.best = Math.min(made, this.best ?? made);
        store.set(this.key, this.best);
        this.tell(say(text.won[made > this.fewest ? 1 : 0], moves(made), this.fewest)).dataset.verdict = "right";
      } else {
        this.tell(text.missed);
      }
    }

    /** Names the next thread on a shortest way to a failure. */
    advise() {
      this.renderStatus();
      this.judge();
      const { graph, node } = this.walk;
      const after = ([, to]) => this.far.get(graph.nodes[to]) ?? Infinity;
      const [best] = (node.e ?? []).toSorted((a, b) => after(a) - after(b));
      if (!best || after(best) === Infinity) return this.tell(text.lost);
      const name = this.walk.name(best[0]);
      const way = this.walk.moves(best[0]).length > 1 && this.walk.way(best);
      this.tell(way ? say(text.tryWay, name, way) : say(text.try, name));
    }

    tell(words) {
      const told = make("span", "told", words);
      this.status.append(" ", told);
      return told;
    }
  }

  customElements.define("cc-level", Level);
}
