// What to remember of a page: keeps the ticks and counts them.
"use strict";
{
  const { store, status, words } = parts;
  const count = words({
    fr: (done, all) => `${done} sur ${all}`,
    en: (done, all) => `${done} of ${all}`,
  });

  class Checklist extends HTMLElement {
    connectedCallback() {
      if (this.status) return;
      this.boxes = [...this.querySelectorAll("input[type=checkbox]")];
      if (!this.boxes.length) throw new Error("cc-checklist: nothing to tick");
      this.status = status("cc-checklist__count");
      this.append(this.status);
      for (const box of this.boxes) box.checked = store.get(`tick:${box.value}`) ?? false;
      this.addEventListener("change", ({ target }) => {
        store.set(`tick:${target.value}`, target.checked || undefined);
        this.count();
      });
      this.count();
    }

    count() {
      const ticked = this.boxes.filter((box) => box.checked);
      this.status.textContent = count(ticked.length, this.boxes.length);
    }
  }

  customElements.define("cc-checklist", Checklist);
}
