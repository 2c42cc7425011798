// The network tab: the text, its table, its problems, the explanation of what is chosen, another network beside it.

import { ask } from "ask.js";
import { Editor } from "editor.js";
import { $, el, listProblems, put } from "elements.js";
import { Table } from "table.js";
import { tabs } from "tabs.js";

export class NetworkTab {
  constructor() {
    this.chosen = null;
    this.lines = [];
    this.editor = new Editor($("editor"), () => this.later(), (line) => this.onLine(line));
    this.table = new Table($("rows"), (layer) => this.choose(layer));
    tabs($("views"), () => this.beside());
    $("other").addEventListener("change", () => this.compare());
    $("drawn").addEventListener("click", (event) => this.point(event));
    $("drawn").addEventListener("keydown", (event) => (event.key === "Enter" || event.key === " ") && this.point(event));
  }

  // What may be written, and what there is to compare with.
  learn(words) {
    this.editor.words = words;
    $("other").append(...Object.keys(words.specs).map((name) => el("option", {}, name)));
  }

  get spec() {
    return this.editor.text;
  }

  open(text) {
    this.editor.text = text;
    this.chosen = null;
    return this.work();
  }

  // One question at a time: what was typed while netcalc answered is asked about next.
  async later() {
    this.typed = true;
    if (this.asking) return;
    this.asking = true;
    while (this.typed) {
      this.typed = false;
      await this.work();
    }
    this.asking = false;
  }

  work() {
    return ask("network", { spec: this.spec }, (answer) => this.show(answer));
  }

  show(answer) {
    const advice = answer.advice ?? [];
    this.lines = answer.lines ?? [];
    this.editor.say(answer.lines, answer.problems);
    listProblems($("problems"), [...answer.problems, ...advice], (problem) => this.editor.go(problem));
    $("fine").hidden = answer.problems.length + advice.length > 0;
    this.current(Boolean(answer.table));
    if (!answer.table) return;
    this.found = answer.table;
    $("title").textContent = answer.title;
    $("footer").replaceChildren(...answer.footer.map((line) => el("li", {}, line)));
    this.table.show(this.found, this.chosen);
    if (this.chosen) this.explain();
    this.beside();
  }

  // Where the text cannot be read, what is shown beside it is of the text before, and says so.
  current(fresh) {
    $("stale").hidden = fresh;
    $("shown").classList.toggle("old", !fresh);
  }

  choose(layer) {
    this.chosen = layer;
    this.table.mark(layer);
    this.explain();
    this.mark();
  }

  // The layer that a box of the picture stands for.
  point(event) {
    const layer = event.target.dataset?.layer;
    if (!layer) return;
    event.preventDefault();
    this.choose(layer);
  }

  // The layer of the line of the caret, where it makes one that stands in the table.
  onLine(line) {
    const layer = this.lines.find((each) => each.line === line)?.layer;
    if (layer && layer !== this.chosen && this.found?.rows.some((row) => row.layer === layer)) this.choose(layer);
  }

  explain() {
    ask("explanation", { spec: this.spec, layer: this.chosen }, (answer) => {
      if (answer.html !== undefined) {
        put($("explained"), answer.html);
        put($("window-drawn"), answer.svg);
        $("window").hidden = !answer.svg;
      } else if (answer.problems) $("explained").replaceChildren(el("p", {}, answer.problems[0].message));
    });
  }

  // What stands in the other views, where one is open.
  beside() {
    this.compare();
    if (!$("picture").hidden) this.draw();
  }

  draw() {
    ask("picture", { spec: this.spec }, (answer) => {
      if (answer.svg !== undefined) {
        put($("drawn"), answer.svg);
        this.mark();
      } else $("drawn").replaceChildren(el("p", {}, answer.problems[0].message));
    });
  }

  // The chosen layer in the picture.
  mark() {
    for (const spot of $("drawn").querySelectorAll(".spot")) spot.classList.toggle("chosen", spot.dataset.layer === this.chosen);
  }

  compare() {
    if ($("compare").hidden || !$("other").value) return;
    ask("comparison", { spec: this.spec, other: $("other").value }, (answer) => {
      if (answer.html !== undefined) put($("compared"), answer.html);
      else $("compared").replaceChildren(el("p", {}, answer.problems[0].message));
    });
  }
}
