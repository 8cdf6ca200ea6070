// Buttons that copy a listing's code and its command.
"use strict";
{
  const { button, status, words } = parts;
  const text = words({
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
  });

  const toast = status("cc-toast");
  document.body.append(toast);

  let hiding = 0;
  const say = (sentence) => {
    toast.textContent = sentence;
    clearTimeout(hiding);
    hiding = setTimeout(() => {
      toast.textContent = "";
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

  const copies = (label, source, hidden) => {
    const made = button(label, () => copy(source), hidden);
    made.classList.add("cc-copy");
    return made;
  };

  for (const listing of document.querySelectorAll(".cc-listing")) {
    const code = listing.querySelector("pre code");
    if (!code) throw new Error("cc-listing: no code");
    const bar = listing.querySelector(".cc-bar");
    const command = listing.querySelector(".cc-bar__command");
    command?.after(copies(text.command, command));
    // Nothing is hidden where there is a bar to write it in.
    (bar ?? listing).append(copies(text.code, code, bar ? "" : undefined));
  }
}
