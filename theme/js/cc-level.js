// A level: an explorer where the reader must lead the program to a failure, or
// try to. What is to be reached, the hints and the fewest moves come from the
// graph.
"use strict";
{
  const { store, button, words } = parts;
  const { make } = parts.explorerParts;
  const text = words({
    fr: {
      solution: "Une solution, en tableau",
      safe: (all) =>
        all === "1" ? "Le seul ordre possible se passe bien." : `Cet ordre se passe bien. Il y en a ${all} en tout, et aucun ne finit mal.`,
      missed: "Cet ordre se passe bien : annulez, ou recommencez.",
      won: (made, fewest) => `Gagné en ${made}${fewest ? ` ; le minimum est ${fewest}` : ", le minimum"}.`,
      moves: (n) => `${n} ${n === 1 ? "coup" : "coups"}`,
      solved: (best) => `Gagné, au mieux en ${best}.`,
      hint: "Indice",
      try: (thread, way) => `Indice : faites avancer ${thread}${way ? `, qui obtient ${way}` : ""}.`,
      lost: "Indice : d’ici, aucun ordre n’échoue ; revenez en arrière.",
    },
    en: {
      solution: "One solution, as a table",
      safe: (all) =>
        all === "1" ? "The only possible order goes well." : `This order goes well. There are ${all} in all, and none of them fails.`,
      missed: "This order goes well: undo, or start again.",
      won: (made, fewest) => `Won in ${made}${fewest ? `; the fewest possible is ${fewest}` : ", the fewest possible"}.`,
      moves: (n) => `${n} ${n === 1 ? "move" : "moves"}`,
      solved: (best) => `Won; your best: ${best}.`,
      hint: "Hint",
      try: (thread, way) => `Hint: let ${thread} move${way ? `, and get ${way}` : ""}.`,
      lost: "Hint: from here, no order fails; step back.",
    },
  });

  /** From each state, the fewest moves to an end that is wrong. */
  const distances = (walk) => {
    const { nodes } = walk.graph;
    const before = new Map(nodes.map((node) => [node, []]));
    for (const node of nodes) for (const [, to] of node.e ?? []) before.get(nodes[to]).push(node);
    const far = new Map(nodes.filter((node) => walk.end(node)?.wrong).map((node) => [node, 0]));
    // A map gives what is added while it is walked.
    for (const [node, left] of far) {
      for (const earlier of before.get(node)) if (!far.has(earlier)) far.set(earlier, left + 1);
    }
    return far;
  };

  class Level extends customElements.get("cc-explorer") {
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
      this.summary.textContent = text.solution;
      this.hint = button(text.hint, () => this.advise());
      this.again.after(this.hint);
    }

    jump(ranks) {
      this.shown = true;
      super.jump(ranks);
    }

    render() {
      // What a button did is no success, until the reader starts again.
      if (this.walk.path.length === 1) this.shown = false;
      super.render();
      this.judge();
      const solved = this.best !== undefined || this.fewest === undefined;
      for (const each of this.offers) each.hidden = !solved;
      this.goal.replaceChildren(this.dataset.goal);
      if (this.best === undefined) return;
      const done = make("b", "done", text.solved(text.moves(this.best)));
      done.dataset.verdict = "right";
      this.goal.append(" ", done);
    }

    /** At an end: whether it is what was to be reached. */
    judge() {
      const end = this.walk.end();
      if (this.hint) this.hint.disabled = end?.wrong ?? false;
      if (!end || this.shown) return;
      if (this.fewest === undefined) {
        this.tell(text.safe(this.walk.graph.orders));
      } else if (end.wrong) {
        const made = this.walk.path.length - 1;
        this.best = Math.min(made, this.best ?? made);
        store.set(this.key, this.best);
        this.tell(text.won(text.moves(made), made > this.fewest && this.fewest)).dataset.verdict = "right";
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
      const [thread, , , way] = best;
      const several = this.walk.moves(thread).length > 1;
      this.tell(text.try(this.walk.name(thread), several && way));
    }

    tell(words) {
      const told = make("span", "told", words);
      this.status.append(" ", told);
      return told;
    }
  }

  customElements.define("cc-level", Level);
}
