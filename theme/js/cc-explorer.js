// The reader is the scheduler: a walk on the recorded graph of all the orders in
// which the threads of a listing may move.
"use strict";
{
  const TEXT = {
    fr: {
      table: "Un ordre, en tableau",
      failed: (why) => `Les autres ordres n’ont pas pu être chargés (${why}) : il reste celui du tableau.`,
      offline: "pas de réponse",
      code: (name) => `Code de ${name}, avec la prochaine ligne de chaque thread`,
      who: "Quel thread avance ?",
      undo: "Annuler",
      restart: "Recommencer",
      worst: "L’échec le plus simple",
      best: "Le succès le plus simple",
      prints: (lines) => `Un ordre qui affiche : ${lines || "rien"}`,
      start: "Aucune étape encore. Choisissez le thread qui avance.",
      steps: (n, all) => `Étape ${n} : ${all}.`,
      state: (name, what) => `${name} : ${what}`,
      line: (n, words) => `ligne ${n}, ${words}`,
      unborn: "pas encore lancé",
      finished: "fini",
      stopped: "arrêté avec le programme",
      lanes: "Les étapes de chaque thread",
      step: "Étape",
      waited: "attend",
      next: "Prochaine opération",
      objects: "Objets partagés",
      object: ["Objet", "Valeur", "Tenu par"],
      printed: "Affiché jusqu’ici",
      nothing: "rien",
      quoted: (line) => `« ${line} »`,
      words: {
        unlock: (object) => `relâche ${object}`,
        wake: (object) => `se réveille de ${object}`,
        pass: (object) => `passe ${object}`,
        gone: (object, side) => `plus ${side === "receiver gone" ? "de récepteur" : "d’émetteur"} pour ${object}`,
        panic: (_, message) => `panique : ${message}`,
        exit: () => "se termine",
        scope: () => "fin de la portée",
      },
      waits: {
        thread: (names) => `attend la fin de ${names}`,
        asleep: (object) => `attend, endormi, d’être réveillé par ${object}`,
        woken: () => "attend de reprendre son verrou",
        recv: (object) => `attend un message de ${object}`,
        send: (object) => `attend de la place dans ${object}`,
        "hand over": (object) => `attend que son message soit pris dans ${object}`,
        park: () => "attend, endormi, un unpark",
        pass: (object) => `attend les autres à ${object}`,
        other: (object) => `attend ${object}`,
        held: (wait, names) => `${wait}, tenu par ${names}`,
      },
      holders: { condvar: (names) => `y dort : ${names}`, barrier: (names) => `y attend : ${names}` },
      // What the explorer says in English.
      results: [
        [/^lock released, asleep$/, "verrou relâché, endormi"],
        [/^nobody is waiting$/, "personne n’attend"],
        [/^wakes (.*)$/, "réveille $1"],
        [/^(Err: )?timed out$/, "le délai expire"],
        [/^woken for no reason$/, "réveil intempestif"],
        [/^the last to arrive$/, "dernier arrivé"],
        [/^arrived$/, "arrivé"],
        [/^poisoned$/, "empoisonné"],
        [/^Err: the receiver is gone$/, "Err : plus de récepteur"],
        [/^Err: all senders are gone$/, "Err : plus d’émetteur"],
        [/^Err: empty$/, "Err : vide"],
        [/^Err: full$/, "Err : plein"],
        [/^Err\(it panicked\)$/, "Err(il a paniqué)"],
        [/^not yet$/, "pas encore"],
        [/^runs the closure$/, "exécute la fermeture"],
        [/^it already has a token$/, "il a déjà un jeton"],
        [/, for no reason$/, ", sans raison"],
        [/, an old value: it is (.*) by now$/, ", une ancienne valeur : c’est $1 désormais"],
        [/ receiver gone$/, " plus de récepteur"],
        [/ senders gone$/, " plus d’émetteur"],
      ],
      way: (n) => `façon ${n}`,
      ends: {
        deadlock: ["Interblocage.", (waits) => waits],
        exit: ["Terminé.", (all) => (all ? `Affiché : ${all}.` : "Rien n’est affiché.")],
        panic: ["Panique.", (message) => `Message : ${text.quoted(message)}.`],
        error: ["Erreur.", (message) => `Rendue par main : ${message}.`],
      },
      share: (n, all) =>
        n === all
          ? "Tous les ordres finissent ainsi."
          : `${n} ${n === "1" ? "ordre" : "ordres"} sur ${all} ${n === "1" ? "finit" : "finissent"} ainsi.`,
    },
    en: {
      table: "One order, as a table",
      failed: (why) => `The other orders could not be loaded (${why}): the one in the table remains.`,
      offline: "no answer",
      code: (name) => `Code of ${name}, with the next line of each thread`,
      who: "Which thread moves?",
      undo: "Undo",
      restart: "Start again",
      worst: "The plainest failure",
      best: "The plainest success",
      prints: (lines) => `An order that prints: ${lines || "nothing"}`,
      start: "No step yet. Choose the thread that moves.",
      steps: (n, all) => `Step ${n}: ${all}.`,
      state: (name, what) => `${name}: ${what}`,
      line: (n, words) => `line ${n}, ${words}`,
      unborn: "not spawned yet",
      finished: "finished",
      stopped: "stopped with the program",
      lanes: "The steps of each thread",
      step: "Step",
      waited: "waits",
      next: "Next operation",
      objects: "Shared objects",
      object: ["Object", "Value", "Held by"],
      printed: "Printed so far",
      nothing: "nothing",
      quoted: (line) => `“${line}”`,
      words: {
        unlock: (object) => `releases ${object}`,
        wake: (object) => `wakes up from ${object}`,
        pass: (object) => `passes ${object}`,
        gone: (object, side) => `no ${side === "receiver gone" ? "receiver" : "sender"} left for ${object}`,
        panic: (_, message) => `panics: ${message}`,
        exit: () => "ends",
        scope: () => "end of the scope",
      },
      waits: {
        thread: (names) => `waits for the end of ${names}`,
        asleep: (object) => `waits, asleep, to be woken by ${object}`,
        woken: () => "waits to take its lock again",
        recv: (object) => `waits for a message from ${object}`,
        send: (object) => `waits for room in ${object}`,
        "hand over": (object) => `waits for its message to be taken from ${object}`,
        park: () => "waits, asleep, for an unpark",
        pass: (object) => `waits for the others at ${object}`,
        other: (object) => `waits for ${object}`,
        held: (wait, names) => `${wait}, held by ${names}`,
      },
      holders: { condvar: (names) => `asleep: ${names}`, barrier: (names) => `waiting: ${names}` },
      results: [[/^Err: timed out$/, "timed out"]],
      way: (n) => `way ${n}`,
      ends: {
        deadlock: ["Deadlock.", (waits) => waits],
        exit: ["Finished.", (all) => (all ? `Printed: ${all}.` : "Nothing is printed.")],
        panic: ["Panic.", (message) => `Message: ${text.quoted(message)}.`],
        error: ["Error.", (message) => `Returned by main: ${message}.`],
      },
      share: (n, all) =>
        n === all ? "All orders end this way." : `${n} of ${all} orders ${n === "1" ? "ends" : "end"} this way.`,
    },
  };
  const lang = document.documentElement.lang === "fr" ? "fr" : "en";
  const text = TEXT[lang];

  /** Steps that order nothing: not shown, unless they are all that a move does. */
  const QUIET = ["spawn", "start", "exit", "join", "end of scope"];
  /** main is neutral; after the last colour, the first again. */
  const COLOURS = 4;
  const OFFERED = 4;

  const colour = (thread) => (thread === 0 ? 0 : ((thread - 1) % COLOURS) + 1);
  const count = (digits) => BigInt(digits).toLocaleString(lang);
  const lines = (printed) => printed.split("\n").filter((line, n, all) => line || n < all.length - 1);
  const list = (all) => all.map(text.quoted).join(", ");

  const make = (name, className, ...content) => {
    const made = document.createElement(name);
    if (className) made.className = `cc-explorer__${className}`;
    made.append(...content);
    return made;
  };
  const ofThread = (element, thread) => {
    element.dataset.thread = colour(thread);
    return element;
  };
  const row = (cell, ...content) => make("tr", "", ...content.map((each) => make(cell, "", each)));
  const hidden = (words) => {
    const made = make("span", "", words);
    made.className = "cc-visually-hidden";
    return made;
  };
  const region = (label, ...content) => {
    const made = make("div", "scroll", ...content);
    made.tabIndex = 0;
    made.setAttribute("role", "group");
    made.setAttribute("aria-label", label);
    return made;
  };
  const button = (label, action) => {
    const made = make("button", "", label);
    made.className = "cc-button";
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  };

  /** Where the reader is in the graph, and the way there; in words. */
  class Walk {
    constructor(graph) {
      const outcomes = graph.outcomes.map(([text, schedules, switches, plainest]) => ({
        text,
        schedules,
        switches,
        plainest,
      }));
      this.graph = { ...graph, outcomes };
      this.restart();
    }

    restart() {
      this.path = [{ node: this.graph.nodes[0], events: [] }];
    }

    get node() {
      return this.path.at(-1).node;
    }

    move([, to, events]) {
      const loud = events.filter(([, op]) => !QUIET.includes(this.graph.ops[op][0]));
      this.path.push({ node: this.graph.nodes[to], events: loud.length ? loud : events.slice(0, 1) });
    }

    follow(outcome) {
      this.restart();
      for (const rank of outcome.plainest) this.move(this.node.e[rank]);
    }

    /** The moves that a thread can make now: several if one may go several ways. */
    moves(thread) {
      return (this.node.e ?? []).filter(([mover]) => mover === thread);
    }

    /** The operation a thread is about to do, and whether it waits. */
    pending(thread, node = this.node) {
      const slot = node.t[thread] ?? (thread < node.t.length ? null : -1);
      if (slot === null || slot === -1) return { idle: slot === null ? text.finished : text.unborn };
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
      const short = kind.startsWith("unlock") ? "unlock" : kind === "end of scope" ? "scope" : kind.replace(/.* gone$/, "gone");
      if (short === "gone") return text.words.gone(name, kind);
      return text.words[short]?.(name, argument) ?? this.graph.source[`${line}:${column}`] ?? `${kind} ${name}`.trimEnd();
    }

    place(op) {
      const line = this.graph.ops[op][2];
      return line ? text.line(line, this.words(op)) : this.words(op);
    }

    result(index) {
      const said = this.graph.strings[index].replace(/^wakes thread (\d+)$/, (_, thread) => `wakes ${this.name(thread)}`);
      return text.results.reduce((words, [pattern, other]) => words.replace(pattern, other), said);
    }

    told([, op, result], words) {
      const given = this.result(result);
      return given ? `${words} → ${given}` : words;
    }

    /** The name of one of several moves: what comes of it. */
    way(edge) {
      const [first] = edge[2];
      return this.result(first[2]) || text.way((edge[3] ?? 0) + 1);
    }

    holders(object) {
      const content = this.node.o[object];
      return Array.isArray(content) ? content[1] : [];
    }

    waits(thread) {
      const [kind, object, , , argument] = this.graph.ops[this.pending(thread).op];
      const name = this.graph.objects[object]?.name ?? "";
      const holders = this.holders(object);
      if (kind === "join") return text.waits.thread(this.name(argument));
      if (kind === "end of scope") {
        const born = this.graph.threads.flatMap(({ by }, child) => (by === thread ? [child] : []));
        return text.waits.thread(this.names(born.filter((child) => "op" in this.pending(child))));
      }
      if (kind === "wake") return holders.includes(thread) ? text.waits.asleep(name) : text.waits.woken();
      const wait = (text.waits[kind.replace(/_timeout$/, "")] ?? text.waits.other)(name || kind);
      const held = holders.length && !text.holders[this.graph.objects[object].kind];
      return held ? text.waits.held(wait, this.names(holders)) : wait;
    }

    get printed() {
      return lines(this.graph.strings[this.node.p] ?? "");
    }

    /** How this order ends, and how many do; undefined before the end. */
    verdict() {
      if (!this.node.end) return undefined;
      const [, kind, message] = /^(\w+)(?:: (.*))?$/s.exec(this.node.end);
      const stuck = [...this.graph.threads.keys()].filter((id) => this.pending(id).waits);
      // Who only waits for a thread to end is no cause.
      const causes = stuck.filter((id) => !QUIET.includes(this.graph.ops[this.pending(id).op][0]));
      const waits = (causes.length ? causes : stuck).map((id) => `${this.name(id)} ${this.waits(id)}.`);
      const about = { deadlock: waits.join(" "), exit: list(this.printed) };
      const reached = this.graph.outcomes.find((outcome) => outcome.text === [...this.printed, this.node.end].join(" | "));
      const share = reached && text.share(count(reached.schedules), count(this.graph.schedules));
      const [title, tell] = text.ends[kind];
      const why = [tell(about[kind] ?? message), share].filter(Boolean).join(" ");
      return { failed: kind !== "exit", title, why };
    }

    /** The orders worth showing: a failure and a success, or one for each text printed. */
    offers() {
      const plain = this.graph.outcomes
        .map((outcome) => ({ ...outcome, split: /^(?:(.*) \| )?(exit|deadlock|(?:panic|error): .*)$/s.exec(outcome.text) }))
        .sort((a, b) => a.switches - b.switches || a.plainest.length - b.plainest.length);
      const good = plain.filter(({ split }) => split[2] === "exit");
      const bad = plain.filter(({ split }) => split[2] !== "exit");
      if (!bad.length) return good.slice(0, OFFERED).map((each) => [text.prints(each.split[1] && list(each.split[1].split(" | "))), each]);
      return [[text.worst, bad[0]], [text.best, good[0]]].filter(([, each]) => each);
    }
  }

  class Explorer extends HTMLElement {
    connectedCallback() {
      this.figure = this.querySelector("figure");
      this.table = this.querySelector(".cc-table");
      const { graph, source } = this.dataset;
      if (!this.figure || !this.table || !graph || !source) {
        throw new Error("cc-explorer: no figure, .cc-table, data-graph or data-source");
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
        this.walk = new Walk(await found.json());
        this.code = (await code.text()).trimEnd().split("\n");
      } catch (error) {
        const sentence = make("p", "status", text.failed(error.message));
        sentence.setAttribute("role", "status");
        this.figure.append(sentence);
        return;
      }
      this.build();
      this.render();
    }

    build() {
      const { graph } = this.walk;
      const name = `${this.figure.dataset.name}.rs`;
      this.pre = make("pre", "code");
      this.pre.tabIndex = 0;
      this.pre.setAttribute("role", "group");
      this.pre.setAttribute("aria-label", text.code(name));
      this.moves = make("fieldset", "moves");
      this.back = button(text.undo, () => this.undo(() => this.walk.path.pop()));
      this.again = button(text.restart, () => this.undo(() => this.walk.restart()));
      const tools = make("div", "tools", this.back, this.again);
      for (const [label, outcome] of this.walk.offers()) {
        tools.append(button(label, () => {
          this.walk.follow(outcome);
          this.render();
        }));
      }
      this.status = make("p", "status");
      this.status.setAttribute("role", "status");
      this.output = make("p", "printed");
      this.lanes = make("table", "lanes");
      this.next = make("table", "next");
      this.objects = make("table", "objects");
      const states = [region(text.next, this.next)];
      if (graph.objects.length) states.push(region(text.objects, this.objects));
      const player = make(
        "div",
        "player",
        this.pre,
        make("div", "choice", this.moves, this.status, this.output, tools),
        make("div", "steps", make("p", "title", text.lanes), region(text.lanes, this.lanes)),
        make("div", "states", ...states),
      );
      const details = make("details", "one", make("summary", "", text.table));
      this.table.before(player, details);
      details.append(this.table, ...this.figure.querySelectorAll(".cc-explorer__end"));
    }

    /** The button that goes back keeps the focus while it can. */
    undo(action) {
      const pressed = document.activeElement;
      action();
      this.render();
      if (pressed?.disabled) this.firstMove()?.focus();
    }

    go(thread, edge) {
      this.walk.move(edge);
      this.render();
      const own = this.moves.querySelector(`button[name="${thread}"]:enabled`);
      (own ?? this.firstMove() ?? this.back).focus();
    }

    firstMove() {
      return this.moves.querySelector("button:enabled");
    }

    render() {
      this.renderCode();
      this.renderMoves();
      this.renderLanes();
      this.renderStates();
      const atStart = this.walk.path.length === 1;
      this.back.disabled = atStart;
      this.again.disabled = atStart;
      const printed = this.walk.printed.length ? make("span", "", this.walk.printed.join("\n")) : text.nothing;
      this.output.replaceChildren(make("b", "", text.printed), " ", printed);
      const { events } = this.walk.path.at(-1);
      const told = events.map((event) => `${this.walk.name(event[0])}, ${this.walk.told(event, this.walk.place(event[1]))}`);
      const verdict = this.walk.verdict();
      this.status.dataset.verdict = verdict ? (verdict.failed ? "wrong" : "right") : "";
      this.status.replaceChildren(atStart ? text.start : text.steps(this.columns().length, told.join(", ")));
      if (verdict) this.status.append(" ", make("span", "verdict", make("b", "", verdict.title), ` ${verdict.why}`));
    }

    /** One column a step: its event, and the state before it. */
    columns() {
      return this.walk.path.flatMap(({ events }, n, path) => events.map((event) => ({ event, before: path[n - 1].node })));
    }

    renderCode() {
      const [moved] = this.walk.path.at(-1).events.at(-1) ?? [];
      const at = new Map();
      for (const thread of this.walk.graph.threads.keys()) {
        const { op, waits } = this.walk.pending(thread);
        const line = op === undefined ? 0 : this.walk.graph.ops[op][2];
        at.set(line, [...(at.get(line) ?? []), { thread, waits }]);
      }
      let next;
      const code = this.code.map((content, n) => {
        const line = make("span", "line", make("span", "text", content || " "));
        line.dataset.line = n + 1;
        const marks = make("span", "marks");
        for (const { thread, waits } of at.get(n + 1) ?? []) {
          const name = ofThread(make("span", "mark", this.walk.name(thread)), thread);
          name.classList.toggle("cc-explorer__waits", waits);
          marks.append(name);
          // Of several threads at one line, one that can move gives the colour.
          if (!line.dataset.thread || !waits) ofThread(line, thread);
          if (thread === moved) next = line;
        }
        if (marks.hasChildNodes()) line.append(marks);
        return line;
      });
      this.pre.replaceChildren(make("code", "", ...code));
      if (!next) return;
      const { offsetTop, offsetHeight } = next;
      const above = offsetTop - this.pre.offsetTop;
      const seen = this.pre.scrollTop <= above && above + offsetHeight <= this.pre.scrollTop + this.pre.clientHeight;
      if (!seen) this.pre.scrollTop = above - this.pre.clientHeight / 2;
    }

    renderMoves() {
      const choices = [...this.walk.graph.threads.keys()].flatMap((thread) => {
        const moves = this.walk.moves(thread);
        const { idle, op, waits } = this.walk.pending(thread);
        const named = (what, action) => {
          const made = ofThread(button(text.state(this.walk.name(thread), what), action), thread);
          made.name = thread;
          made.disabled = !action;
          return made;
        };
        if (idle) return named(idle);
        if (!moves.length) return named(waits ? this.walk.waits(thread) : text.stopped);
        return moves.map((edge) => {
          const place = this.walk.place(op);
          const several = moves.length > 1 || edge.length > 3;
          return named(several ? `${place} → ${this.walk.way(edge)}` : place, () => this.go(thread, edge));
        });
      });
      this.moves.replaceChildren(make("legend", "", text.who), ...choices);
    }

    renderLanes() {
      const columns = this.columns();
      const numbers = columns.map((_, n) => make("th", "", hidden(`${text.step} `), String(n + 1)));
      const head = make("tr", "", make("td", ""), ...numbers);
      const lanes = [...this.walk.graph.threads.keys()].map((thread) => {
        const name = make("th", "", this.walk.name(thread));
        name.scope = "row";
        const cells = columns.map(({ event, before }) => {
          const [mover, op] = event;
          if (mover !== thread) {
            const waited = this.walk.pending(thread, before).waits;
            return waited ? make("td", "waited", hidden(text.waited)) : make("td");
          }
          const line = this.walk.graph.ops[op][2];
          return make("td", "", make("span", "step", line ? `${line} ` : "", make("code", "", this.walk.told(event, this.walk.words(op)))));
        });
        if (this.walk.pending(thread).waits) cells.push(make("td", "", make("span", "step cc-explorer__waits", this.walk.waits(thread))));
        return ofThread(make("tr", "", name, ...cells), thread);
      });
      this.lanes.replaceChildren(make("thead", "", head), make("tbody", "", ...lanes));
      this.lanes.parentElement.scrollLeft = this.lanes.scrollWidth;
    }

    renderStates() {
      const { graph, node } = this.walk;
      const next = graph.threads.map(({ name }, thread) => {
        const { idle, op } = this.walk.pending(thread);
        return ofThread(row("td", make("b", "", name), idle ?? this.walk.place(op)), thread);
      });
      const objects = graph.objects.flatMap(({ name, kind }, object) => {
        const content = node.o[object];
        if (content === null || content === undefined) return [];
        const value = make("code", "", graph.strings[Array.isArray(content) ? content[0] : content]);
        const names = this.walk.names(this.walk.holders(object));
        const held = names && (text.holders[kind]?.(names) ?? names);
        return [row("td", make("code", "", name), text.holders[kind] ? "" : value, held)];
      });
      this.next.replaceChildren(make("thead", "", row("th", "Thread", text.next)), make("tbody", "", ...next));
      this.objects.replaceChildren(make("thead", "", row("th", ...text.object)), make("tbody", "", ...objects));
    }
  }

  customElements.define("cc-explorer", Explorer);
}
