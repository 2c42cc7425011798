// Practice: a question about the network, an answer marked with its diagnosis, the working when it is wanted.

import { ask } from "ask.js";
import { $, el, put } from "elements.js";

export class PracticeTab {
  constructor(network) {
    this.network = network;
    this.right = this.asked = 0;
    $("practice-form").addEventListener("submit", (event) => { event.preventDefault(); this.mark(); });
    $("next").addEventListener("click", () => this.next());
    $("working").addEventListener("click", () => this.work());
  }

  begin() {
    if (this.spec === this.network.spec) return;
    this.spec = this.network.spec;
    $("practice-spec").textContent = this.spec;
    ask("practice", { spec: this.spec }, (answer) => {
      this.questions = answer.questions ?? [];
      this.next();
    });
  }

  next() {
    this.tried = false;
    this.question = this.questions[Math.floor(Math.random() * this.questions.length)];
    $("question").textContent = this.question?.text ?? "There is nothing to ask of this network: mend it first.";
    $("given").value = "";
    $("marked").replaceChildren();
    if (!$("practice").hidden) $("given").focus();
  }

  mark() {
    if (!this.question || !$("given").value.trim()) return;
    ask("answer", { spec: this.spec, ask: this.question.ask, given: $("given").value }, (found) => {
      if (found.problems) return $("marked").replaceChildren(el("p", {}, found.problems[0].message));
      const verdict = found.correct ? "right" : found.readable ? "wrong" : "unread";
      const read = found.read_as === null ? [] : [el("p", { class: "soft" }, `read as ${found.read_as}`)];
      $("marked").replaceChildren(el("p", { class: verdict }, found.feedback || "Right."), ...read);
      if (found.readable && !this.tried) {
        this.tried = true;
        this.asked += 1;
        this.right += found.correct ? 1 : 0;
        $("score").textContent = `${this.right} of ${this.asked} right at the first try`;
      }
    });
  }

  work() {
    if (!this.question) return;
    this.tried = true;
    ask("explanation", { spec: this.spec, layer: this.question.layer }, (answer) => put($("marked"), answer.html ?? ""), "working");
  }
}
