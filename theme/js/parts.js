// What the scripts of a page share; each takes what it needs of `parts`.
"use strict";
{
  const { lang } = document.documentElement;

  /**
   * What is kept of a reader, in both editions: `answer:ID` and `tick:ID`, under
   * the ids that the build gives, `level:NAME`, `exercise:NAME`, the theme, the open contents.
   */
  const store = {
    get(key) {
      try {
        return JSON.parse(localStorage.getItem(`cc:${key}`)) ?? undefined;
      } catch {
        return undefined; // Storage may be forbidden: the defaults hold.
      }
    },
    /** Forgets what becomes `undefined`. */
    set(key, value) {
      try {
        if (value === undefined) localStorage.removeItem(`cc:${key}`);
        else localStorage.setItem(`cc:${key}`, JSON.stringify(value));
      } catch {
        // Storage may be forbidden: it lasts as long as the page.
      }
    },
  };

  const make = (name, className, ...content) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  };

  /** A label is a word, or a word and what those need who do not see where it is. */
  const button = (label, action, hidden = "cc-visually-hidden") => {
    const [word, rest] = [label].flat();
    const made = make("button", "cc-button", word, ...(rest ? [make("span", hidden, rest)] : []));
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  };

  /** What is said aloud when it changes. */
  const status = (className) => {
    const made = make("p", className);
    made.setAttribute("role", "status");
    return made;
  };

  const number = (value, digits = 0) =>
    new Intl.NumberFormat(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

  /** The page's language, of a table with both. */
  const words = (table) => table[lang] ?? table.en;

  globalThis.parts = { lang, store, make, button, status, number, words };
}
