// The lines of the editor as they are seen: numbered, coloured, what is wrong underlined, what each makes behind it.

import { el, keep } from "elements.js";
import { pieces } from "highlight.js";

const MOST = 2000; // lines: more stand there as they are, so that the page stays quick

export class Lines {
  constructor(place) {
    this.gutter = el("div", { class: "gutter", "aria-hidden": "true" });
    this.back = el("pre", { class: "back", "aria-hidden": "true" });
    this.lines = [];
    this.notes = new Map();
    this.problems = [];
    place.append(this.gutter);
  }

  // What a line makes, and what is wrong with it, stays with it while others are typed.
  typed(text) {
    const lines = text.split("\n");
    const moved = moves(this.lines, lines);
    this.notes = new Map([...this.notes].map(([line, note]) => [moved(line), note]).filter(([line]) => line));
    this.problems = this.problems.map((problem) => ({ ...problem, line: moved(problem.line) })).filter(({ line }) => line);
    this.lines = lines;
  }

  // Without notes, since the text cannot be read, those of before stay.
  say(notes, problems) {
    if (notes) this.notes = new Map(notes.map(({ line, text }) => [line, text]));
    this.problems = problems.filter((problem) => problem.line);
  }

  draw(here) {
    const count = this.lines.length;
    if (this.numbered !== count) this.gutter.textContent = this.lines.map((_, number) => number + 1).join("\n");
    this.numbered = count;
    if (count > MOST) {
      this.back.textContent = this.lines.join("\n");
      return;
    }
    if (!this.back.firstElementChild) this.back.replaceChildren();
    const wrong = Map.groupBy(this.problems, ({ line }) => line);
    const rows = this.lines.map((line, place) => ({ line, wrong: wrong.get(place + 1) ?? [], note: this.notes.get(place + 1) }));
    keep(this.back, rows, drawn);
    this.here(here);
  }

  // The line of the caret.
  here(line) {
    this.back.querySelector(".here")?.classList.remove("here");
    this.back.children[line - 1]?.classList.add("here");
  }
}

// Where a line stands now, null where it was changed: lines at the beginning and at the end are the same as before.
function moves(before, after) {
  const most = Math.min(before.length, after.length);
  let front = 0, end = 0;
  while (front < most && before[front] === after[front]) front += 1;
  while (end < most - front && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return (line) => (line <= front ? line : line > before.length - end ? line + after.length - before.length : null);
}

function drawn({ line, wrong, note }) {
  const row = el("div", { class: ["row", wrong[0]?.severity].filter(Boolean).join(" ") });
  const behind = el("span", { class: "behind" }); // a note may lie over a comment, never over what is read
  const found = pieces(line);
  const comment = found.at(-1)?.what === "comment" ? found.at(-1).text.length : 0;
  const end = line.slice(0, line.length - comment).trimEnd().length;
  let at = 0;
  for (const { what, text } of found) {
    for (const [from, to, severity] of cuts(at, at + text.length, end, wrong)) {
      (from < end ? row : behind).append(el("span", { class: `${what} ${severity}`.trim() || null }, line.slice(from, to)));
    }
    at += text.length;
  }
  if (wrong.some((problem) => problem.column > line.length)) row.append(el("span", { class: `${wrong[0].severity} end` }, " "));
  const said = wrong.length ? wrong[0].message : note;
  if (said) behind.append(el("span", { class: "note" }, said));
  row.append(behind);
  if (!line && !said) row.append("\u200b");
  return row;
}

// A stretch of a line, cut where what is read ends, and where problems begin and end: [from, to, severity].
function cuts(from, to, end, wrong) {
  const edges = new Set([from, to]);
  const within = [end, ...wrong.flatMap(({ column, width }) => [column - 1, column - 1 + width])];
  for (const edge of within) if (from < edge && edge < to) edges.add(edge);
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(1).map((edge, place) => {
    const start = sorted[place];
    const of = wrong.find(({ column, width }) => column - 1 <= start && start < column - 1 + width);
    return [start, edge, of ? of.severity : ""];
  });
}
