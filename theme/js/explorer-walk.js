// A walk on the recorded graph of all the orders in which the threads of a
// listing may move; where it stands, in words.
"use strict";

/** A text of EXPLORER with its values: `{0}`, `{1}`… */
const say = (text, ...values) => text.replace(/\{(\d)\}/g, (_, n) => values[n]);

/** The same, with a name in it: `de alice` is `d’alice`. */
const sayName = (text, ...names) => say(text, ...names).replace(new RegExp(EXPLORER.elide[0]), EXPLORER.elide[1]);

/** As the pages write numbers: four digits stand together in French. */
const figure = (digits) =>
  BigInt(digits).toLocaleString(document.documentElement.lang, {
    useGrouping: document.documentElement.lang === "fr" ? "min2" : true,
  });

const quoted = (lines) => lines.map((line) => say(EXPLORER.quoted, line)).join(", ");

class Walk {
  /** Steps that order nothing: not shown, unless they are all that a move does. */
  static QUIET = ["spawn", "start", "exit", "join", "end of scope"];
  /** At most so many texts that a program prints have a button. */
  static OFFERED = 4;

  constructor(graph) {
    const wrong = new Set(graph.wrong);
    this.graph = graph;
    this.outcomes = graph.outcomes.map(([text, schedules, switches, plainest], n) => {
      const [, printed, kind, message] = /^(?:(.*) \| )?(exit|deadlock|panic|error|data race)(?:: (.*))?$/s.exec(text);
      const lines = (printed?.split(" | ") ?? []).map((line) => line.replace(/(?<=^| )\\(?=\\*\|(?: |$))/g, ""));
      return { text, lines, kind, message, schedules, switches, plainest, wrong: wrong.has(n) };
    });
    this.restart();
  }

  restart() {
    this.path = [{ node: this.graph.nodes[0], events: [] }];
  }

  get node() {
    return this.path.at(-1).node;
  }

  move([, to, events]) {
    const loud = events.filter(([, op]) => !Walk.QUIET.includes(this.graph.ops[op][0]));
    this.path.push({ node: this.graph.nodes[to], events: loud.length ? loud : events.slice(0, 1) });
  }

  follow({ plainest }) {
    this.restart();
    for (const rank of plainest) this.move(this.node.e[rank]);
  }

  /** The moves that a thread can make now: several if one may go several ways. */
  moves(thread) {
    return (this.node.e ?? []).filter(([mover]) => mover === thread);
  }

  /** The operation a thread is about to do, and whether it waits. */
  pending(thread, node = this.node) {
    const slot = node.t[thread] ?? (thread < node.t.length ? null : -1);
    if (slot === null || slot === -1) return { idle: slot === null ? EXPLORER.finished : EXPLORER.unborn };
    return { op: Array.isArray(slot) ? slot[0] : slot, waits: Array.isArray(slot) };
  }

  name(thread) {
    return this.graph.threads[thread].name;
  }

  names(threads) {
    return threads.map((thread) => this.name(thread)).join(", ");
  }

  words(op) {
    const [kind, object, line, column, argument] = this.graph.ops[op];
    const name = this.graph.objects[object]?.name ?? "";
    const text = EXPLORER.ops[kind.replace(/ \(.*/, "")];
    if (text) return sayName(text, name, argument);
    const bare = EXPLORER.bare[kind] ?? `${kind} {0}`;
    return this.graph.source[`${line}:${column}`] ?? sayName(bare, name).trimEnd();
  }

  place(op) {
    const line = this.graph.ops[op][2];
    return line ? say(EXPLORER.line, line, this.words(op)) : this.words(op);
  }

  result(index) {
    const named = this.graph.strings[index].replace(/^wakes thread (\d+)$/, (_, thread) => `wakes ${this.name(thread)}`);
    return EXPLORER.results.reduce((words, [pattern, other]) => words.replace(new RegExp(pattern), other), named);
  }

  told([, op, result]) {
    const given = this.result(result);
    return given ? `${this.words(op)} → ${given}` : this.words(op);
  }

  /** What comes of one of several moves. */
  way([, , [[, , result]], way]) {
    return this.result(result) || (way ? say(EXPLORER.way, way + 1) : "");
  }

  /** What a thread that may make this move is about to do. */
  choice(edge) {
    const place = this.place(this.pending(edge[0]).op);
    const several = edge.length > 3 || this.moves(edge[0]).length > 1;
    const way = several && this.way(edge);
    return way ? `${place} → ${way}` : place;
  }

  holders(object) {
    const content = this.node.o[object];
    return Array.isArray(content) ? content[1] : [];
  }

  waits(thread) {
    const [kind, object, , , argument] = this.graph.ops[this.pending(thread).op];
    const { name = "", kind: made } = this.graph.objects[object] ?? {};
    const holders = this.holders(object);
    const texts = EXPLORER.waits;
    if (kind === "join") return sayName(texts.join, this.name(argument));
    if (kind === "end of scope") {
      const born = this.graph.threads.flatMap(({ by }, child) => (by === thread ? [child] : []));
      return sayName(texts.join, this.names(born.filter((child) => "op" in this.pending(child))));
    }
    if (kind === "wake") return sayName(holders.includes(thread) ? texts.asleep : texts.woken, name);
    const wait = sayName(texts[kind.replace(/_timeout$/, "")] ?? texts.other, name || kind);
    return holders.length && !EXPLORER.holders[made] ? say(texts.held, wait, this.names(holders)) : wait;
  }

  printed(node = this.node) {
    const lines = (this.graph.strings[node.p] ?? "").split("\n");
    return lines.at(-1) ? lines : lines.slice(0, -1);
  }

  /** How this order ends; undefined before the end. */
  outcome(node = this.node) {
    const escaped = (line) => line?.replace(/(?<=^| )(?=\\*\|(?: |$))/g, "\\");
    const text = [...this.printed(node), node.end].map(escaped).join(" | ");
    return this.outcomes.find((outcome) => outcome.text === text);
  }

  /** The end and its reason, in words. */
  verdict(outcome) {
    const { kind, wrong } = outcome;
    const title = EXPLORER.ends[wrong && kind === "exit" ? "wrong" : kind];
    return [title, `${this.reason(outcome)} ${this.share(outcome)}`];
  }

  share({ schedules }) {
    const all = this.graph.schedules;
    const some = schedules === "1" ? 0 : 1;
    return say(EXPLORER.share[schedules === all ? 2 : some], figure(schedules), figure(all));
  }

  reason({ kind, lines, message }) {
    const { why } = EXPLORER;
    if (kind === "exit") return say(lines.length ? why.exit : why.silent, quoted(lines));
    if (kind === "data race") return say(why[kind], ...this.node.race.flatMap(([id, op]) => [this.name(id), this.place(op)]));
    if (kind !== "deadlock") return say(why[kind], kind === "panic" ? quoted([message]) : message);
    return this.stuck().map((id) => say(why.deadlock, this.name(id), this.waits(id))).join(" ");
  }

  /** Who waits; who only waits for a thread to end is no cause. */
  stuck() {
    const stuck = [...this.graph.threads.keys()].filter((id) => this.pending(id).waits);
    const causes = stuck.filter((id) => !Walk.QUIET.includes(this.graph.ops[this.pending(id).op][0]));
    return causes.length ? causes : stuck;
  }

  /** The orders worth showing: a failure and a success, or one for each end. */
  offers() {
    const plain = this.outcomes
      .filter(({ plainest }) => plainest) // A graph that is not whole holds some schedules only.
      .sort((a, b) => a.switches - b.switches || a.plainest.length - b.plainest.length);
    const worst = plain.find(({ wrong }) => wrong);
    const good = plain.filter(({ wrong }) => !wrong);
    if (worst) return [[EXPLORER.worst, worst], [EXPLORER.best, good[0]]].filter(([, each]) => each);
    const named = ({ kind, lines }) => say(EXPLORER.offers[kind], quoted(lines) || EXPLORER.nothing);
    return good.slice(0, Walk.OFFERED).map((each) => [named(each), each]);
  }
}
