// What the scripts of a run in the page share.
"use strict";
{
  const { lang } = document.documentElement;

  const make = (name, className, ...content) => {
    const made = document.createElement(name);
    if (className) made.className = `cc-run__${className}`;
    made.append(...content);
    return made;
  };

  /** `rest` is for those who do not see where the button is. */
  const button = ([word, rest], action, className = "cc-visually-hidden") => {
    const made = make("button", "button", word);
    made.type = "button";
    made.classList.add("cc-button");
    if (rest) {
      const more = make("span", "", rest);
      more.className = className;
      made.append(more);
    }
    made.addEventListener("click", action);
    return made;
  };

  const time = (ms) => {
    const [value, digits, unit] = ms < 1000 ? [Math.round(ms), 0, "ms"] : [ms / 1000, 1, "s"];
    const number = new Intl.NumberFormat(lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    return number.format(value) + (lang === "fr" ? "\u202f" : "\u00a0") + unit;
  };

  globalThis.runParts = {
    lang,
    words: RUN_WORDS[lang] ?? RUN_WORDS.en,
    // Where the site has what is loaded later.
    files: document.querySelector("script[data-run]").dataset,
    programs: new URL("../../programs/", document.currentScript.src),
    make,
    button,
    time,
    /** main is neutral; after the last of four colours, the first again. */
    colour: (thread) => (thread === 0 ? 0 : ((thread - 1) % 4) + 1),
  };
}
