// What to remember of a page: keeps the ticks and counts them.
"use strict";
{
  const TEXT = {
    fr: { count: (done, all) => `${done} sur ${all}` },
    en: { count: (done, all) => `${done} of ${all}` },
  };
  const text = TEXT[document.documentElement.lang] ?? TEXT.en;
  const KEY = `cc:${document.body.dataset.page.replace(/\.\w+$/, "")}`;

  const load = () => {
    try {
      return JSON.parse(localStorage.getItem(KEY)) ?? {};
    } catch {
      return {};
    }
  };

  class Checklist extends HTMLElement {
    connectedCallback() {
      this.boxes = [...this.querySelectorAll("input[type=checkbox]")];
      if (!this.boxes.length) throw new Error("cc-checklist: nothing to tick");
      this.status = document.createElement("p");
      this.status.className = "cc-checklist__count";
      this.status.setAttribute("role", "status");
      this.append(this.status);
      for (const n of load().checklist ?? []) {
        if (this.boxes[n]) this.boxes[n].checked = true;
      }
      this.addEventListener("change", () => {
        this.count();
        this.save();
      });
      this.count();
    }

    ticked() {
      return [...this.boxes.keys()].filter((n) => this.boxes[n].checked);
    }

    count() {
      const sentence = text.count(this.ticked().length, this.boxes.length);
      this.status.textContent = sentence;
    }

    save() {
      const saved = { ...load(), checklist: this.ticked() };
      try {
        localStorage.setItem(KEY, JSON.stringify(saved));
      } catch {
        // Storage may be forbidden: ticks last as long as the page.
      }
    }
  }

  customElements.define("cc-checklist", Checklist);
}
