// The circuit tab: an expression as gates, drawn, walked through, and as a program.

import { ask } from "ask.js";
import { $, listProblems, put } from "elements.js";

const PAUSE = 200;

export class CircuitTab {
  constructor() {
    for (const name of ["expression", "values"]) $(name).addEventListener("input", () => this.later());
    $("circuit-form").addEventListener("submit", (event) => event.preventDefault());
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.work(), PAUSE);
  }

  work() {
    ask("circuit", { expression: $("expression").value, values: $("values").value }, (answer) => {
      listProblems($("circuit-problems"), answer.problems ?? []);
      $("built").classList.toggle("old", Boolean(answer.problems));
      $("circuit-stale").hidden = !answer.problems || !$("gates").firstChild;
      if (answer.problems) return;
      put($("gates"), answer.html);
      put($("steps"), answer.steps);
      $("code").textContent = answer.code;
    });
  }
}
