// Elements made from words: everything a user wrote goes in as text.

export const $ = (id) => document.getElementById(id);

export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// A piece of HTML that netcalc wrote: what users wrote is escaped in it, and the policy of the page runs no script.
export function put(place, html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  place.replaceChildren(made.content);
}

const drawnFrom = new WeakMap();

// Put children into a place, one for each thing; what is the same as before stays as it stands, the focus in it too.
export function keep(place, things, drawn) {
  const held = Map.groupBy(place.children, (child) => drawnFrom.get(child));
  const wanted = things.map((thing) => {
    const key = JSON.stringify(thing);
    const made = held.get(key)?.shift() ?? drawn(thing);
    drawnFrom.set(made, key);
    return made;
  });
  for (const child of [...held.values()].flat()) child.remove();
  let next = place.firstElementChild;
  for (const child of wanted) {
    if (child === next) next = next.nextElementSibling;
    else place.insertBefore(child, next);
  }
}

let times = 0;

export function say(text) {
  times += 1;
  $("status").textContent = text;
}

export const timesSaid = () => times;

// Words of a sentence; what stands between backticks is typed, and stands as it is typed.
export const typed = (text) => text.split("`").map((words, place) => (place % 2 ? el("code", {}, words) : words));

// Problems as a list; each leads to its place, where it has one. Those that stay are not told again to who listens.
export function listProblems(place, problems, go = null) {
  keep(place, problems, (problem) => {
    const where = problem.line && go ? [el("button", { type: "button", class: "link", onclick: () => go(problem) }, `line ${problem.line}`), " "] : [];
    const hint = problem.hint ? [" ", el("span", { class: "hint" }, ...typed(problem.hint))] : [];
    return el("li", { class: problem.severity }, ...where, el("b", {}, problem.severity), ` ${problem.layer ? `${problem.layer}: ` : ""}`, ...typed(`${problem.message}.`), ...hint, " ", el("code", { class: "soft" }, problem.code));
  });
}
