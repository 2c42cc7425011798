// The editor of a spec: numbered lines, what is wrong underlined at its place, behind each line what it makes.

import { offered } from "completion.js";
import { el } from "elements.js";
import { pieces } from "highlight.js";

const CLOSES = new Set(["Escape"]);
const TAKES = new Set(["Enter", "Tab"]);

export class Editor {
  constructor(place, changed, moved) {
    this.words = { fields: {}, kinds: {} };
    this.notes = new Map();
    this.problems = [];
    this.items = [];
    this.gutter = el("div", { class: "gutter", "aria-hidden": "true" });
    this.back = el("pre", { class: "back", "aria-hidden": "true" });
    this.area = el("textarea", {
      spellcheck: "false", autocomplete: "off", autocapitalize: "off", wrap: "off",
      "aria-label": "The spec, in YAML", "aria-autocomplete": "list", "aria-controls": "offers", "aria-describedby": "problems",
    });
    this.list = el("ul", { class: "offers", id: "offers", role: "listbox", "aria-label": "Completions", hidden: true });
    this.sheet = el("div", { class: "sheet" }, this.back, this.area, this.list);
    place.append(this.gutter, this.sheet);
    this.area.addEventListener("input", () => {
      this.notes = new Map();
      this.problems = [];
      this.draw();
      this.offer(false);
      changed();
    });
    this.area.addEventListener("keydown", (event) => this.pressed(event));
    this.area.addEventListener("click", () => { this.close(); this.here(); moved(this.line); });
    this.area.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.area.addEventListener("keyup", (event) => {
      if (!event.key.startsWith("Arrow") || !this.list.hidden) return;
      this.here();
      moved(this.line);
    });
  }

  get text() {
    return this.area.value;
  }

  set text(text) {
    this.area.value = text;
    this.notes = new Map();
    this.problems = [];
    this.draw();
  }

  // The line of the caret, from 1.
  get line() {
    return this.text.slice(0, this.area.selectionStart).split("\n").length;
  }

  // The note of the line that is being written stands behind it, the others at the edge.
  here() {
    this.back.querySelector(".here")?.classList.remove("here");
    this.back.children[this.line - 1]?.classList.add("here");
  }

  say(notes, problems) {
    this.notes = new Map(notes.map(({ line, text }) => [line, text]));
    this.problems = problems.filter((problem) => problem.line);
    this.draw();
  }

  go({ line, column = 1 }) {
    const lines = this.text.split("\n");
    const place = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
    this.area.focus();
    this.area.setSelectionRange(place, place);
  }

  draw() {
    const lines = this.text.split("\n");
    this.gutter.textContent = lines.map((_, number) => number + 1).join("\n");
    this.back.replaceChildren(...lines.map((line, number) => this.drawn(line, number + 1)));
  }

  drawn(line, number) {
    const wrong = this.problems.filter((problem) => problem.line === number);
    const row = el("div", { class: ["row", wrong[0]?.severity, number === this.line ? "here" : null].filter(Boolean).join(" ") });
    let at = 0;
    for (const { what, text } of pieces(line)) {
      for (const [from, to, severity] of cuts(at, at + text.length, wrong)) {
        row.append(el("span", { class: `${what} ${severity}`.trim() || null }, line.slice(from, to)));
      }
      at += text.length;
    }
    if (wrong.some((problem) => problem.column > line.length)) row.append(el("span", { class: `${wrong[0].severity} end` }, " "));
    const note = wrong.length ? wrong[0].message : this.notes.get(number);
    if (note) row.append(el("span", { class: "note" }, note));
    if (!line && !note) row.append("\u200b");
    return row;
  }

  pressed(event) {
    if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      this.offer(true);
    } else if (!this.list.hidden && this.steered(event)) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const start = this.text.lastIndexOf("\n", this.area.selectionStart - 1) + 1;
      this.insert(`\n${/^ */.exec(this.text.slice(start, this.area.selectionStart))[0]}`);
    }
  }

  // Up, down, take, close; true where the key was for the list.
  steered(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.mark((this.marked + step + this.items.length) % this.items.length);
    else if (TAKES.has(event.key)) this.take(this.items[this.marked]);
    else if (CLOSES.has(event.key)) this.close();
    else return false;
    return true;
  }

  offer(asked) {
    const { from, typed, items } = offered(this.text, this.area.selectionStart, this.words);
    if (!items.length || (!asked && !typed)) return this.close();
    this.items = items;
    this.from = from;
    const before = this.text.slice(0, from).split("\n");
    this.list.style.top = `calc(${before.length} * var(--line) + 0.5rem)`;
    this.list.style.left = `calc(${before.at(-1).length}ch + 0.5rem)`;
    this.list.replaceChildren(
      ...items.map((item, place) => el("li", { role: "option", id: `offer-${place}`, onmousedown: (event) => { event.preventDefault(); this.take(item); } }, el("b", {}, item.word), ` ${item.about}`)),
    );
    this.list.hidden = false;
    this.mark(0);
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

  // As if it were typed, so that it can be undone.
  insert(text) {
    this.area.focus();
    if (document.execCommand?.("insertText", false, text)) return;
    this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
    this.area.dispatchEvent(new Event("input"));
  }
}

// A stretch of a line, cut where problems begin and end: [from, to, severity].
function cuts(from, to, wrong) {
  const edges = new Set([from, to]);
  for (const { column, width } of wrong) for (const edge of [column - 1, column - 1 + width]) if (from < edge && edge < to) edges.add(edge);
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(1).map((edge, place) => {
    const start = sorted[place];
    const of = wrong.find(({ column, width }) => column - 1 <= start && start < column - 1 + width);
    return [start, edge, of ? of.severity : ""];
  });
}
