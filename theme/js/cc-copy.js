// Buttons that copy a listing's code and its command.
"use strict";
{
  const TEXT = {
    fr: {
      code: ["Copier", " le code"],
      command: ["Copier", " la commande"],
      copied: "Copié.",
      refused: "Copie refusée par le navigateur. Le texte est sélectionné.",
    },
    en: {
      code: ["Copy", " the code"],
      command: ["Copy", " the command"],
      copied: "Copied.",
      refused: "The browser refused to copy. The text is selected.",
    },
  };
  const text = TEXT[document.documentElement.lang] ?? TEXT.en;

  const status = document.createElement("p");
  status.className = "cc-toast";
  status.setAttribute("role", "status");
  document.body.append(status);

  let hiding = 0;
  const say = (sentence) => {
    status.textContent = sentence;
    clearTimeout(hiding);
    hiding = setTimeout(() => {
      status.textContent = "";
    }, 4000);
  };

  const copy = async (source) => {
    try {
      await navigator.clipboard.writeText(source.textContent.trimEnd());
      say(text.copied);
    } catch {
      getSelection().selectAllChildren(source);
      say(text.refused);
    }
  };

  const button = ([word, object], shown, source) => {
    const element = document.createElement("button");
    const rest = document.createElement("span");
    element.type = "button";
    element.className = "cc-button cc-copy";
    rest.textContent = object;
    if (!shown) rest.className = "cc-visually-hidden";
    element.append(word, rest);
    element.addEventListener("click", () => copy(source));
    return element;
  };

  for (const listing of document.querySelectorAll(".cc-listing")) {
    const code = listing.querySelector("pre code");
    if (!code) throw new Error("cc-listing: no code");
    const bar = listing.querySelector(".cc-bar");
    const command = listing.querySelector(".cc-bar__command");
    command?.after(button(text.command, false, command));
    (bar ?? listing).append(button(text.code, Boolean(bar), code));
  }
}
