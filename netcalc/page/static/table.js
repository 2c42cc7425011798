// The table of a network: a row a layer, each of which can be chosen; what stays the same is not drawn anew.

import { el, keep } from "elements.js";

export class Table {
  constructor(place, choose) {
    this.place = place;
    this.body = el("tbody");
    this.foot = el("tfoot");
    this.head = el("thead");
    this.left = el("caption");
    this.table = el("table", { "aria-labelledby": "title" }, this.head, this.body, this.foot);
    place.addEventListener("click", (event) => {
      const layer = event.target.closest("tr")?.dataset.layer;
      if (layer) choose(layer);
    });
  }

  show({ heads, rows, totals, left }, chosen) {
    const sides = heads.map(({ holds }) => (holds === "numbers" ? "number" : null));
    const said = (row) => ({ ...row, sides });
    keep(this.head, [heads], headed);
    keep(this.body, rows.map(said), drawn);
    keep(this.foot, totals.map((cells) => said({ layer: "totals", cells, mark: "", plain: false })), drawn);
    this.left.textContent = left;
    if (left) this.table.prepend(this.left);
    else this.left.remove();
    if (this.table.parentNode !== this.place) this.place.replaceChildren(this.table);
    this.mark(chosen);
  }

  mark(chosen) {
    for (const row of this.table.querySelectorAll("[data-layer]")) {
      row.classList.toggle("chosen", row.dataset.layer === chosen);
      row.querySelector("button").ariaCurrent = row.dataset.layer === chosen ? "true" : null;
    }
  }
}

function headed(heads) {
  const head = ({ text, holds }) => el(text ? "th" : "td", { class: holds === "numbers" ? "number" : null, scope: text ? "col" : null }, text);
  return el("tr", {}, ...heads.map(head));
}

function drawn({ layer, cells, mark, plain, sides }) {
  const [name, ...rest] = cells;
  const pick = el("button", { type: "button", class: "link" }, name);
  return el(
    "tr",
    { class: [mark, plain ? "plain" : ""].filter(Boolean).join(" ") || null, "data-layer": layer },
    el("th", { scope: "row" }, pick),
    ...rest.map((text, place) => el("td", { class: sides[place + 1] }, text)),
  );
}
