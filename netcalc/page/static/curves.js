// Curves by epoch, and what a net says of a plane or a line.

import { svg } from "elements.js";

const WIDE = 360, HIGH = 220, LEFT = 46, DOWN = 30, UP = 12, RIGHT = 12;
const nice = (value) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(2));

// Draw lines of values by epoch: {name: [values]}; the first is full, the others are dashed.
export function curves(place, lines, { low = null, high = null, percent = false } = {}) {
  const all = Object.values(lines).flat().filter(Number.isFinite);
  place.setAttribute("viewBox", `0 0 ${WIDE} ${HIGH}`);
  if (!all.length) return place.replaceChildren();
  const least = low ?? Math.min(...all), most = high ?? Math.max(...all);
  const length = Math.max(2, ...Object.values(lines).map((line) => line.length));
  const x = (epoch) => LEFT + ((WIDE - LEFT - RIGHT) * epoch) / (length - 1);
  const y = (value) => HIGH - DOWN - ((HIGH - DOWN - UP) * (value - least)) / (most - least || 1);
  const falling = !percent; // names stand where the lines do not end
  const told = (value) => (percent ? `${Math.round(100 * value)}%` : nice(value));
  const made = [
    svg("path", { class: "axis", d: `M${LEFT} ${UP}V${HIGH - DOWN}H${WIDE - RIGHT}` }),
    ...[least, most].map((value) => svg("text", { class: "tick", x: LEFT - 6, y: y(value) + 4, "text-anchor": "end" }, told(value))),
    svg("text", { class: "tick", x: LEFT, y: HIGH - 10 }, "epoch 0"),
    svg("text", { class: "tick", x: WIDE - RIGHT, y: HIGH - 10, "text-anchor": "end" }, String(length - 1)),
  ];
  Object.entries(lines).forEach(([name, values], number) => {
    const points = values.map((value, epoch) => (Number.isFinite(value) ? `${x(epoch).toFixed(1)},${y(value).toFixed(1)}` : "")).filter(Boolean);
    made.push(svg("polyline", { class: `curve curve-${number}`, points: points.join(" ") }));
    made.push(svg("text", { class: `tick curve-name-${number}`, x: WIDE - RIGHT, y: (falling ? UP + 10 : HIGH - DOWN - 24) + 14 * number, "text-anchor": "end" }, name));
  });
  place.replaceChildren(...made);
}

const INKS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#8c6d31", "#666666", "#b2182b", "#542788"];

// Draw what a net says of every place of the plane, and the points that it learned.
export function plane(canvas, { points, classes, across, down, said }) {
  const pen = canvas.getContext("2d"), size = canvas.width, cell = size / said.length;
  pen.clearRect(0, 0, size, size);
  said.forEach((row, line) => [...row].forEach((each, place) => {
    pen.fillStyle = INKS[Number(each) % INKS.length] + "55";
    pen.fillRect(place * cell, size - (line + 1) * cell, cell, cell);
  }));
  points.forEach(([x, y], number) => {
    pen.fillStyle = INKS[classes[number] % INKS.length];
    mark(pen, (size * (x - across[0])) / (across[1] - across[0]), size - (size * (y - down[0])) / (down[1] - down[0]), classes[number]);
  });
}

// Classes differ in shape too.
function mark(pen, x, y, kind) {
  const corners = [0, 4, 3, 5, 6][kind % 5];
  pen.beginPath();
  if (!corners) pen.arc(x, y, 3, 0, 2 * Math.PI);
  for (let corner = 0; corner < corners; corner += 1) {
    const turn = (2 * Math.PI * corner) / corners - Math.PI / 2;
    pen[corner ? "lineTo" : "moveTo"](x + 3.6 * Math.cos(turn), y + 3.6 * Math.sin(turn));
  }
  pen.fill();
}

// Draw the curve that a net of one input learned over its points.
export function fitted(canvas, { x, y, at, made }) {
  const pen = canvas.getContext("2d"), size = canvas.width, edge = 12;
  const wide = [Math.min(...at), Math.max(...at)], high = [Math.min(...y, ...made), Math.max(...y, ...made)];
  const across = (value) => edge + ((size - 2 * edge) * (value - wide[0])) / (wide[1] - wide[0] || 1);
  const up = (value) => size - edge - ((size - 2 * edge) * (value - high[0])) / (high[1] - high[0] || 1);
  pen.clearRect(0, 0, size, size);
  pen.fillStyle = INKS[7];
  x.forEach((value, number) => pen.fillRect(across(value) - 1.5, up(y[number]) - 1.5, 3, 3));
  pen.strokeStyle = INKS[1];
  pen.lineWidth = 2;
  pen.beginPath();
  at.forEach((value, number) => pen[number ? "lineTo" : "moveTo"](across(value), up(made[number])));
  pen.stroke();
}
