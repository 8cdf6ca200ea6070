// What an explorer shows of its walk: the code, each thread's steps, the states.
"use strict";
{
  const text = parts.words(parts.explorerWords);

  /** An element of the explorer; `className` without its prefix. */
  const make = (name, className, ...content) => parts.make(name, className && `cc-explorer__${className}`, ...content);

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

  const hidden = (words) => parts.make("span", "cc-visually-hidden", words);

  const row = (cell, ...content) => make("tr", "", ...content.map((each) => make(cell, "", each)));

  const fill = (table, head, rows) => {
    table.replaceChildren(make("thead", "", head), make("tbody", "", ...rows));
  };

  /** What came of a step, after what it is called. */
  const got = (told, result) => (result ? `${told} → ${result}` : told);

  /** The listing, with the names of the threads at their next lines. */
  const code = (pre, source, walk) => {
    const [mover] = walk.path.at(-1).steps.at(-1) ?? [];
    // Its next line is kept in view; when it has none, that of who can move.
    const goesOn = mover !== undefined && walk.next(mover).op !== null;
    const followed = goesOn ? mover : walk.node.e?.[0][0];
    const at = new Map();
    for (const thread of walk.threads) {
      const { op, waits } = walk.next(thread);
      const line = op === null ? 0 : walk.op(op).line;
      at.set(line, [...(at.get(line) ?? []), { thread, waits }]);
    }
    let next;
    const lines = source.map((content, n) => {
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
    pre.replaceChildren(make("code", "", ...lines));
    if (!next) return;
    const { offsetTop, offsetHeight } = next;
    const above = offsetTop - pre.offsetTop;
    const seen = pre.scrollTop <= above && above + offsetHeight <= pre.scrollTop + pre.clientHeight;
    if (!seen) pre.scrollTop = above - pre.clientHeight / 2;
  };

  /** One column a step, with the state before it. */
  const columns = ({ path }) => path.flatMap(({ steps }, n) => steps.map((step) => ({ step, before: path[n - 1].node })));

  /** A row for each thread, a column for each step. */
  const lanes = (table, walk) => {
    const all = columns(walk);
    const numbers = all.map((_, n) => make("th", "", hidden(`${text.step} `), String(n + 1)));
    const rows = walk.threads.map((thread) => {
      const name = make("th", "", walk.name(thread));
      name.scope = "row";
      const cells = all.map(({ step: [mover, op, result], before }) => {
        if (mover !== thread) {
          return walk.next(thread, before).waits ? make("td", "waited", hidden(text.waited)) : make("td");
        }
        const { line, words } = walk.op(op);
        return make("td", "", make("span", "step", line ? `${line} ` : "", make("code", "", got(words, result))));
      });
      const { waits, why } = walk.next(thread);
      if (waits) cells.push(make("td", "", make("span", "step cc-explorer__waits", why)));
      return ofThread(make("tr", "", name, ...cells), thread);
    });
    fill(table, make("tr", "", make("td"), ...numbers), rows);
    table.parentElement.scrollLeft = table.scrollWidth;
  };

  /** What each thread is about to do. */
  const next = (table, walk, words) => {
    const rows = walk.threads.map((thread) => {
      const { op, why } = walk.next(thread);
      return ofThread(row("td", make("b", "", walk.name(thread)), op === null ? why : walk.op(op).place), thread);
    });
    fill(table, row("th", words.mover, words.next), rows);
  };

  /** The value of each shared object, and who holds it. */
  const objects = (table, { graph, node }) => {
    const rows = graph.objects.flatMap((name, object) => {
      if (node.o[object] === null) return [];
      const [value, who] = graph.values[node.o[object]];
      return [row("td", make("code", "", name), value && make("code", "", value), who)];
    });
    fill(table, row("th", ...text.object), rows);
  };

  parts.explorerParts = { text, make, region, ofThread, got, columns, views: { code, lanes, next, objects } };
}
