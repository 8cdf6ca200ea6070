// The search field: asks the Pagefind index of this edition, lists pages.
"use strict";
{
  const { make, words } = parts;
  const text = words({
    fr: {
      loading: "Recherche…",
      none: (query) => `Aucune page ne contient « ${query} ».`,
      found: (n, query) =>
        n === 1 ? `1 page contient « ${query} ».` : `${n} pages contiennent « ${query} ».`,
      shown: (n) => ` Les ${n} premières :`,
      missing: "L’index de recherche n’est pas construit ici.",
    },
    en: {
      loading: "Searching…",
      none: (query) => `No page contains “${query}”.`,
      found: (n, query) =>
        n === 1 ? `1 page contains “${query}”.` : `${n} pages contain “${query}”.`,
      shown: (n) => ` The first ${n}:`,
      missing: "The search index has not been built here.",
    },
  });
  const SHOWN = 8;
  const SECTIONS = 3;
  const index = new URL(document.currentScript.dataset.index, document.baseURI);
  const box = document.querySelector(".cc-search");
  const field = box.querySelector("input");
  const panel = box.querySelector(".cc-search__panel");
  const status = box.querySelector(".cc-search__status");
  const list = box.querySelector(".cc-search__results");

  // Only words and <mark> are kept of an excerpt.
  const excerpt = (html) => {
    const { childNodes } = new DOMParser().parseFromString(html, "text/html").body;
    const kept = ({ nodeName, textContent }) => (nodeName === "MARK" ? make("mark", "", textContent) : textContent);
    return make("p", "", ...[...childNodes].map(kept));
  };

  const entry = (url, title, html) => {
    const link = make("a", "", title);
    link.href = new URL(url, index).href;
    return make("li", "", link, excerpt(html));
  };

  const page = ({ url, meta, excerpt: html, sub_results: sections }) => {
    const item = entry(url, meta.title, html);
    const inner = make("ol");
    const others = sections.filter(
      (section) => section.url.includes("#") && section.title !== meta.title,
    );
    for (const section of others.slice(0, SECTIONS)) {
      inner.append(entry(section.url, section.title, section.excerpt));
    }
    if (inner.childElementCount) {
      item.querySelector("p").remove();
      item.append(inner);
    }
    return item;
  };

  let pagefind;
  const open = () => {
    pagefind ??= import(index.href).then(async (module) => {
      await module.init();
      return module;
    });
    return pagefind;
  };

  const show = (sentence, items = []) => {
    panel.hidden = sentence === "";
    status.textContent = sentence;
    list.replaceChildren(...items);
  };

  const search = async () => {
    const query = field.value.trim();
    if (!query) return show("");
    if (panel.hidden) show(text.loading);
    const isCurrent = () => field.value.trim() === query;
    try {
      const found = await (await open()).debouncedSearch(query);
      if (!found || !isCurrent()) return; // The reader has typed on.
      const first = found.results.slice(0, SHOWN);
      const pages = await Promise.all(first.map((result) => result.data()));
      if (!isCurrent()) return;
      const count = found.results.length;
      const more = count > SHOWN ? text.shown(SHOWN) : "";
      const sentence = text.found(count, query) + more;
      show(count ? sentence : text.none(query), pages.map(page));
    } catch {
      if (isCurrent()) show(text.missing);
    }
  };

  field.addEventListener("focus", () => open().catch(() => {}), { once: true });
  field.addEventListener("input", search);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    field.value = "";
    show("");
    field.focus();
  });
}
