// One question of a quiz: says at once whether the answer is right, and keeps it.
"use strict";
{
  const { store, make, button, status, words } = parts;
  const text = words({
    fr: {
      check: "Vérifier",
      reset: "Recommencer",
      empty: "Donnez d’abord une réponse.",
      wrong: "Ce n’est pas cela. Essayez encore, ou lisez la réponse.",
      missing: "Il manque au moins une réponse.",
      right: "Juste.",
      mark: { right: "juste", wrong: "faux" },
    },
    en: {
      check: "Check",
      reset: "Start again",
      empty: "Give an answer first.",
      wrong: "That is not it. Try again, or read the answer.",
      missing: "At least one answer is missing.",
      right: "Right.",
      mark: { right: "right", wrong: "wrong" },
    },
  });

  const plain = (typed) =>
    typed.normalize("NFKC").replace(/\s/g, "").replace(/’/g, "'").toLowerCase();

  class Quiz extends HTMLElement {
    connectedCallback() {
      if (this.status) return;
      this.inputs = [...this.querySelectorAll("input")];
      this.answer = this.querySelector("details");
      const kind = this.querySelector("fieldset")?.dataset.kind;
      if (!this.dataset.id || !kind || !this.inputs.length || !this.answer) {
        throw new Error("cc-quiz: no data-id, fieldset with data-kind, input or details");
      }
      this.typed = kind === "text";
      this.key = `answer:${this.dataset.id}`;
      this.status = status("cc-quiz__status");
      const bar = make("div", "cc-quiz__bar");
      if (kind === "one") {
        this.addEventListener("change", () => this.check());
      } else {
        bar.append(button(text.check, () => this.check()));
        this.addEventListener("input", () => this.say(""));
        this.addEventListener("keydown", ({ key, target }) => {
          if (key === "Enter" && target === this.inputs[0]) this.check();
        });
      }
      bar.append(button(text.reset, () => this.reset()), this.status);
      this.answer.before(bar);
      this.restore();
    }

    isGiven(input) {
      return this.typed ? input.value.trim() !== "" : input.checked;
    }

    isRight(input) {
      if (!this.typed) return "right" in input.dataset;
      return plain(input.value) === plain(input.dataset.answer);
    }

    check(isNew = true) {
      const given = this.inputs.filter((input) => this.isGiven(input));
      const right = this.inputs.filter((input) => this.isRight(input));
      if (isNew) store.set(this.key, given.map((input) => input.value));
      if (!given.length) return this.say("empty");
      if (!given.every((input) => right.includes(input))) this.say("wrong");
      else if (given.length < right.length) this.say("missing");
      else this.say("right");
      // A mark is text in the label: it is heard with the choice.
      for (const input of given) {
        const verdict = right.includes(input) ? "right" : "wrong";
        const mark = make("span", "cc-quiz__mark", ` ${text.mark[verdict]}`);
        mark.dataset.verdict = verdict;
        input.closest("label").append(mark);
      }
      if (isNew && this.status.dataset.verdict === "right") this.answer.open = true;
    }

    say(verdict) {
      for (const mark of this.querySelectorAll(".cc-quiz__mark")) mark.remove();
      this.status.textContent = verdict && text[verdict];
      this.status.dataset.verdict = verdict;
    }

    reset() {
      for (const input of this.inputs) {
        if (this.typed) input.value = "";
        else input.checked = false;
      }
      this.answer.open = false;
      this.say("");
      store.set(this.key, undefined);
    }

    restore() {
      const given = store.get(this.key);
      if (!given?.length) return;
      for (const input of this.inputs) {
        if (this.typed) input.value = given[0];
        else input.checked = given.includes(input.value);
      }
      this.check(false);
    }
  }

  customElements.define("cc-quiz", Quiz);
}
