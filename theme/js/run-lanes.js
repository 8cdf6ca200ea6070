// The lanes of a run: a row for each thread, filled as it runs, waits, sleeps.
"use strict";
{
  const { words, make, colour } = parts.run;
  const DRAWN = 16;
  const WIDE = 1000;
  // Narrower pieces of a lane are drawn as one.
  const NARROWEST = 2;
  const KINDS = ["run", "wait", "sleep"];

  const shape = (name) => document.createElementNS("http://www.w3.org/2000/svg", name);

  /** One thread: what it did from when to when. */
  class Lane {
    constructor(thread, ms) {
      this.pieces = [{ kind: "run", from: ms }];
      this.row = make("tr");
      this.row.dataset.thread = colour(thread);
      this.state = make("td", "state");
      const plot = shape("svg");
      plot.setAttribute("viewBox", `0 0 ${WIDE} 16`);
      plot.setAttribute("preserveAspectRatio", "none");
      plot.setAttribute("aria-hidden", "true");
      this.paths = KINDS.map((kind) => {
        const path = shape("path");
        path.setAttribute("class", `cc-run__${kind}`);
        plot.append(path);
        return path;
      });
      const name = make("th", "", words.thread(thread));
      name.scope = "row";
      this.row.append(name, make("td", "plot", plot), this.state);
    }

    /** From now on, it does something else; nothing, without a kind. */
    turn(ms, kind) {
      const last = this.pieces.at(-1);
      if (last.to === undefined) last.to = Math.max(ms, last.from);
      if (kind) this.pieces.push({ kind, from: last.to });
    }

    /** All of it, on a scale that ends now. */
    draw(now) {
      const scale = WIDE / Math.max(now, 1);
      const thin = NARROWEST / scale;
      const kept = [];
      for (const piece of this.pieces) {
        const last = kept.at(-1);
        const brief = last?.to - last?.from < thin && piece.to - piece.from < thin;
        if (brief && last.kind !== "sleep") last.to = piece.to;
        else kept.push({ ...piece });
      }
      // What was too narrow to be seen is forgotten.
      if (this.pieces.length > 2 * WIDE) this.pieces = kept;
      KINDS.forEach((kind, n) => {
        const mine = kept.filter((piece) => piece.kind === kind);
        const line = ({ from, to = now }) => `M${(from * scale).toFixed(1)} 8H${Math.max(to * scale, from * scale + 1).toFixed(1)}`;
        this.paths[n].setAttribute("d", mine.map(line).join(""));
      });
    }
  }

  /** A table of lanes; `add` takes the events of run/host.js. */
  class Lanes {
    #lanes = new Map();
    #letters = new Map();

    constructor() {
      const heads = words.heads.map((head) => {
        const cell = make("th", "", head);
        cell.scope = "col";
        return cell;
      });
      this.body = make("tbody");
      this.rest = make("p", "more");
      this.rest.hidden = true;
      const table = make("table", "lanes", make("thead", "", make("tr", "", ...heads)), this.body);
      table.setAttribute("aria-label", words.lanes);
      this.element = make("div", "threads", table, this.rest);
      this.count = 0;
    }

    add({ kind, thread, ms, why, what }) {
      if (kind === "start") return this.#start(thread, ms);
      const lane = this.#lanes.get(thread);
      if (!lane) return;
      const states = words.states;
      if (kind === "wait") {
        lane.turn(ms, why === "sleep" ? "sleep" : "wait");
        lane.state.textContent = this.wait(why, what);
      } else if (kind === "run") {
        lane.turn(ms, "run");
        lane.state.textContent = states.run;
      } else if (kind === "end") {
        lane.turn(ms);
        lane.state.textContent = states.end;
      }
    }

    #start(thread, ms) {
      this.count += 1;
      if (this.#lanes.size === DRAWN) {
        this.rest.hidden = false;
        this.rest.textContent = words.more(this.count - DRAWN);
        return;
      }
      const lane = new Lane(thread, ms);
      lane.state.textContent = words.states.run;
      this.#lanes.set(thread, lane);
      this.body.append(lane.row);
    }

    /** What a thread waits for, in words: one letter for each object. */
    wait(why, what) {
      const { states, waits, object } = words;
      if (states[why]) return states[why];
      const wait = waits[why] ?? waits.word;
      if (!["lock", "rwlock", "condvar", "barrier"].includes(why)) return wait;
      if (!this.#letters.has(what)) this.#letters.set(what, String.fromCharCode(65 + (this.#letters.size % 26)));
      return object(wait, this.#letters.get(what));
    }

    draw(now) {
      for (const lane of this.#lanes.values()) lane.draw(now);
    }

    /** The program is over: `end` is what run/host.js tells, with its time. */
    close({ ms, reason, thread = 0, waiting = [] }) {
      const { with: together, cut, end } = words.states;
      for (const [id, lane] of this.#lanes) {
        const open = lane.pieces.at(-1).to === undefined;
        lane.turn(ms);
        if (!open) continue;
        const wait = waiting.find((each) => each.thread === id);
        let state = cut;
        // Of a deadlock, who does not wait has ended.
        if (reason === "deadlock") state = wait ? this.wait(wait.why, wait.what) : end;
        if (reason === "exit") state = id === thread ? end : together;
        lane.state.textContent = state;
      }
      this.draw(ms);
    }
  }

  parts.run.Lanes = Lanes;
}
