// The table of a network: a row a layer, each of which can be chosen.

import { el } from "elements.js";

export function table(found, chosen, choose) {
  const side = (place) => (found.heads[place].holds === "numbers" ? "number" : null);
  const cell = (tag) => (text, place) => el(tag, { class: side(place), ...(tag === "th" ? { scope: "col" } : {}) }, text);

  function row({ layer, cells, mark, plain }) {
    const [name, ...rest] = cells;
    const current = layer === chosen ? "true" : null;
    const pick = el("button", { type: "button", class: "link", "aria-current": current }, name);
    return el(
      "tr",
      { class: [mark, plain ? "plain" : "", current ? "chosen" : ""].filter(Boolean).join(" ") || null, "data-layer": layer, onclick: () => choose(layer) },
      el("th", { scope: "row" }, pick),
      ...rest.map((text, place) => cell("td")(text, place + 1)),
    );
  }

  const totals = found.totals.map((cells) =>
    el("tr", { class: chosen === "totals" ? "chosen" : null, "data-layer": "totals", onclick: () => choose("totals") }, ...cells.map((text, place) => (place ? cell("td")(text, place) : el("th", { scope: "row" }, el("button", { type: "button", class: "link" }, text))))),
  );
  return el(
    "table",
    {},
    el("thead", {}, el("tr", {}, ...found.heads.map(({ text }, place) => cell("th")(text, place)))),
    el("tbody", {}, ...found.rows.map(row)),
    el("tfoot", {}, ...totals),
    ...(found.left ? [el("caption", {}, found.left)] : []),
  );
}
