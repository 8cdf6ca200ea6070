// What the scripts of a run in the page share.
"use strict";
{
  const { lang, number, words } = parts;

  const make = (name, className, ...content) => parts.make(name, className && `cc-run__${className}`, ...content);

  const button = (...all) => {
    const made = parts.button(...all);
    made.classList.add("cc-run__button");
    return made;
  };

  const time = (ms) => {
    const [value, unit] = ms < 1000 ? [number(Math.round(ms)), "ms"] : [number(ms / 1000, 1), "s"];
    return value + (lang === "fr" ? "\u202f" : "\u00a0") + unit;
  };

  parts.run = {
    lang,
    words: words(parts.runWords),
    // Where the site has what is loaded later.
    files: document.querySelector("script[data-run-host]").dataset,
    programs: new URL("../../programs/", document.currentScript.src),
    make,
    button,
    time,
    /** main is neutral; after the last of four colours, the first again. */
    colour: (thread) => (thread === 0 ? 0 : ((thread - 1) % 4) + 1),
  };
}
