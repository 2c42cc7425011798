// The list of completions below the caret, steered by keys.

import { offered } from "completion.js";
import { el } from "elements.js";

const TAKES = new Set(["Enter", "Tab"]);

export class Offers {
  constructor(area, insert) {
    this.words = { fields: {}, kinds: {} };
    this.items = [];
    this.area = area;
    this.insert = insert;
    this.list = el("ul", { class: "offers", id: "offers", role: "listbox", "aria-label": "Completions", hidden: true });
  }

  get open() {
    return !this.list.hidden;
  }

  // Show what may stand where the caret is: when it is asked for, or a word was begun.
  show(asked) {
    const { from, typed, items } = offered(this.area.value, this.area.selectionStart, this.words);
    if (!items.length || (!asked && !typed)) return this.close();
    this.items = items;
    this.from = from;
    const before = this.area.value.slice(0, from).split("\n");
    this.list.style.top = `calc(${before.length} * var(--line) + 0.5rem)`;
    this.list.style.left = `calc(${before.at(-1).length}ch + 0.5rem)`;
    this.list.replaceChildren(
      ...items.map((item, place) => el("li", { role: "option", id: `offer-${place}`, onmousedown: (event) => { event.preventDefault(); this.take(item); } }, el("b", {}, item.word), ` ${item.about}`)),
    );
    this.list.hidden = false;
    this.mark(0);
  }

  // Up, down, take, close; true where the key was for the list.
  steered(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.mark((this.marked + step + this.items.length) % this.items.length);
    else if (TAKES.has(event.key)) this.take(this.items[this.marked]);
    else if (event.key === "Escape") this.close();
    else return false;
    return true;
  }

  mark(place) {
    this.marked = place;
    [...this.list.children].forEach((child, number) => child.setAttribute("aria-selected", String(number === place)));
    this.area.setAttribute("aria-activedescendant", `offer-${place}`);
    this.list.children[place].scrollIntoView({ block: "nearest" });
  }

  take(item) {
    this.area.setSelectionRange(this.from, this.area.selectionStart);
    this.close();
    this.insert(item.word);
  }

  close() {
    this.list.hidden = true;
    this.area.removeAttribute("aria-activedescendant");
  }
}
