// What an explorer shows of its walk: the code, each thread's steps, the states.
"use strict";

/** An element of the explorer; `className` without its prefix. */
const make = (name, className, ...content) => {
  const made = document.createElement(name);
  if (className) made.className = `cc-explorer__${className}`;
  made.append(...content);
  return made;
};

const button = (label, action) => {
  const made = make("button", "", label);
  made.className = "cc-button";
  made.type = "button";
  made.addEventListener("click", action);
  return made;
};

/** What scrolls by itself can be reached by keyboard, and says what it is. */
const region = (name, className, label, ...content) => {
  const made = make(name, className, ...content);
  made.tabIndex = 0;
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", label);
  return made;
};

/** main is neutral; after the last of four colours, the first again. */
const ofThread = (element, thread) => {
  element.dataset.thread = thread === 0 ? 0 : ((thread - 1) % 4) + 1;
  return element;
};

const views = {
  hidden(words) {
    const made = make("span", "", words);
    made.className = "cc-visually-hidden";
    return made;
  },

  row: (cell, ...content) => make("tr", "", ...content.map((each) => make(cell, "", each))),

  fill(table, head, rows) {
    table.replaceChildren(make("thead", "", head), make("tbody", "", ...rows));
  },

  /** The listing, with the names of the threads at their next lines. */
  code(pre, source, walk) {
    const [mover] = walk.path.at(-1).events.at(-1) ?? [];
    // Its next line is kept in view; when it has none, that of who can move.
    const followed = "op" in walk.pending(mover) ? mover : walk.node.e?.[0][0];
    const at = new Map();
    for (const thread of walk.graph.threads.keys()) {
      const { op, waits } = walk.pending(thread);
      const line = op === undefined ? 0 : walk.graph.ops[op][2];
      at.set(line, [...(at.get(line) ?? []), { thread, waits }]);
    }
    let next;
    const code = source.map((content, n) => {
      const line = make("span", "line", make("span", "text", content || " "));
      line.dataset.line = n + 1;
      const marks = make("span", "marks");
      for (const { thread, waits } of at.get(n + 1) ?? []) {
        const name = ofThread(make("span", "mark", walk.name(thread)), thread);
        name.classList.toggle("cc-explorer__waits", waits);
        marks.append(name);
        // Of several threads at one line, one that can move gives the colour.
        if (!line.dataset.thread || !waits) ofThread(line, thread);
        if (thread === followed) next = line;
      }
      if (marks.hasChildNodes()) line.append(marks);
      return line;
    });
    pre.replaceChildren(make("code", "", ...code));
    if (!next) return;
    const { offsetTop, offsetHeight } = next;
    const above = offsetTop - pre.offsetTop;
    const seen = pre.scrollTop <= above && above + offsetHeight <= pre.scrollTop + pre.clientHeight;
    if (!seen) pre.scrollTop = above - pre.clientHeight / 2;
  },

  /** One column a step: its event, and the state before it. */
  columns: ({ path }) => path.flatMap(({ events }, n) => events.map((event) => ({ event, before: path[n - 1].node }))),

  /** A row for each thread, a column for each step. */
  lanes(table, walk) {
    const columns = views.columns(walk);
    const numbers = columns.map((_, n) => make("th", "", views.hidden(`${EXPLORER.step} `), String(n + 1)));
    const lanes = [...walk.graph.threads.keys()].map((thread) => {
      const name = make("th", "", walk.name(thread));
      name.scope = "row";
      const cells = columns.map(({ event, before }) => {
        if (event[0] !== thread) {
          const waited = walk.pending(thread, before).waits;
          return waited ? make("td", "waited", views.hidden(EXPLORER.waited)) : make("td");
        }
        const line = walk.graph.ops[event[1]][2];
        return make("td", "", make("span", "step", line ? `${line} ` : "", make("code", "", walk.told(event))));
      });
      if (walk.pending(thread).waits) cells.push(make("td", "", make("span", "step cc-explorer__waits", walk.waits(thread))));
      return ofThread(make("tr", "", name, ...cells), thread);
    });
    views.fill(table, make("tr", "", make("td", ""), ...numbers), lanes);
    table.parentElement.scrollLeft = table.scrollWidth;
  },

  /** What each thread is about to do. */
  next(table, walk) {
    const rows = walk.graph.threads.map(({ name }, thread) => {
      const { idle, op } = walk.pending(thread);
      return ofThread(views.row("td", make("b", "", name), idle ?? walk.place(op)), thread);
    });
    views.fill(table, views.row("th", "Thread", EXPLORER.next), rows);
  },

  /** The value of each shared object, and who holds it. */
  objects(table, walk) {
    const { graph, node } = walk;
    const rows = graph.objects.flatMap(({ name, kind }, object) => {
      const content = node.o[object];
      if (content === null || content === undefined) return [];
      const names = walk.names(walk.holders(object));
      const sleep = EXPLORER.holders[kind];
      const value = make("code", "", walk.result(Array.isArray(content) ? content[0] : content));
      return [views.row("td", make("code", "", name), sleep ? "" : value, names && sleep ? say(sleep, names) : names)];
    });
    views.fill(table, views.row("th", ...EXPLORER.object), rows);
  },
};
