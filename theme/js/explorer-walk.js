// A walk on the graph of all the orders in which the threads of a listing may
// move. What the graph holds, and its words: crates/formats/src/telling/page.rs.
"use strict";
{
  class Walk {
    constructor(graph) {
      this.graph = graph;
      this.threads = [...graph.threads.keys()];
      this.restart();
    }

    restart() {
      this.path = [{ node: this.graph.nodes[0], steps: [] }];
    }

    get node() {
      return this.path.at(-1).node;
    }

    move(edge) {
      const [, to, steps] = edge;
      const rank = this.node.e.indexOf(edge);
      this.path.push({ node: this.graph.nodes[to], steps: steps.map((step) => this.graph.steps[step]), rank });
    }

    follow(ranks) {
      this.restart();
      for (const rank of ranks) this.move(this.node.e[rank]);
    }

    /** The moves made so far, one digit each: what an address says of an order. */
    get order() {
      return this.path.slice(1).map(({ rank }) => rank.toString(36)).join("");
    }

    /** The ranks of such an order; undefined if no walk has these moves. */
    ranks(order) {
      const ranks = [...order].map((digit) => parseInt(digit, 36));
      let node = this.graph.nodes[0];
      for (const rank of ranks) {
        const edge = node.e?.[rank];
        if (!edge) return undefined;
        node = this.graph.nodes[edge[1]];
      }
      return ranks;
    }

    /** The moves that a thread can make now: several if one may go several ways. */
    moves(thread) {
      return (this.node.e ?? []).filter(([mover]) => mover === thread);
    }

    /** What a thread is about to do, if anything, and why it cannot. */
    next(thread, node = this.node) {
      const [op, why] = this.graph.next[node.t[thread]];
      return { op, why, waits: op !== null && why !== "" };
    }

    name(thread) {
      return this.graph.threads[thread];
    }

    /** Where an operation stands in the code, and what it is called. */
    op(op) {
      const [line, at, words] = this.graph.ops[op];
      return { line, words, place: at + words };
    }

    printed() {
      return this.graph.prints[this.node.p];
    }

    /** How this order ends; undefined before the end. */
    end(node = this.node) {
      if (node.end === undefined) return undefined;
      const [wrong, title, why] = this.graph.ends[node.end];
      return { wrong, title, why };
    }
  }

  parts.Walk = Walk;
}
