// What surrounds a page: contents, theme, language link, and the scripts of the
// widgets that the page holds.
"use strict";
{
  const { store } = parts;
  const root = document.documentElement;
  const wide = matchMedia("(min-width: 62rem)");

  // A widget's scripts load, in their order, only where its element is. The
  // page says where each of them is.
  const WIDGETS = [
    [".cc-listing", "ccCopy"],
    ["cc-quiz", "ccQuiz"],
    ["cc-checklist", "ccChecklist"],
    ["cc-exercise", "ccExercise"],
    ["cc-explorer, cc-level", "explorerWords", "explorerWalk", "explorerViews", "ccExplorer"],
    ["cc-level", "ccLevel"],
    [
      "cc-run, .cc-listing[data-name]",
      ...["runWords", "runParts", "runLanes", "runOutput", "runIsolation", "ccRun", "runOffer"],
    ],
  ];
  const files = document.currentScript.dataset;
  for (const [selector, ...scripts] of WIDGETS) {
    if (!files.ccCopy || !document.querySelector(selector)) continue;
    for (const name of scripts) {
      const script = document.createElement("script");
      script.async = false;
      script.src = files[name];
      document.head.append(script);
    }
  }

  const contents = document.querySelector(".cc-contents");
  const toggle = document.querySelector(".cc-header__contents");
  const showContents = (open) => {
    root.dataset.contents = open ? "open" : "closed";
    toggle.setAttribute("aria-expanded", String(open));
  };
  const isOpen = () => root.dataset.contents === "open";
  showContents(isOpen());
  toggle.addEventListener("click", () => {
    showContents(!isOpen());
    if (wide.matches) store.set("contents", root.dataset.contents);
  });
  // On a narrow screen, the open contents stand before the page.
  document.addEventListener("keydown", (event) => {
    const inside = contents.contains(event.target) || event.target === toggle;
    if (event.key !== "Escape" || !inside || wide.matches) return;
    showContents(false);
    toggle.focus();
  });
  wide.addEventListener("change", () => {
    showContents(wide.matches && store.get("contents") !== "closed");
  });
  const here = contents.querySelector("[aria-current]");
  if (here && wide.matches) {
    const below = here.offsetTop - contents.offsetTop;
    contents.scrollTop = below - contents.clientHeight / 2;
  }

  const theme = document.querySelector(".cc-theme");
  theme.value = root.dataset.theme ?? "auto";
  theme.addEventListener("change", () => {
    if (theme.value === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme.value;
    store.set("theme", theme.value);
  });

  // Section ids are equal in both editions, so the other language opens at the
  // section being read; at the top of the page, at the one in the address.
  const section = () => {
    const headings = [...document.querySelectorAll("main :is(h2, h3)[id]")];
    const read = headings.filter(
      (heading) => heading.getBoundingClientRect().top < innerHeight / 3,
    );
    const address = decodeURIComponent(location.hash.slice(1));
    const named = headings.find((heading) => heading.id === address);
    return (read.at(-1) ?? named)?.id ?? "";
  };
  for (const link of document.querySelectorAll(".cc-language")) {
    for (const type of ["pointerdown", "focus", "click"]) {
      link.addEventListener(type, () => {
        link.hash = section();
      });
    }
  }
}
