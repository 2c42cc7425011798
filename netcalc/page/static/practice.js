// Practice: a topic, or the network of the page; which question comes next hangs on what was answered before.

import { ask } from "ask.js";
import { $, el, put } from "elements.js";

const OWN = "network";

export class PracticeTab {
  constructor(network) {
    this.network = network;
    $("practice-form").addEventListener("submit", (event) => { event.preventDefault(); this.mark(); });
    $("next").addEventListener("click", () => this.leave());
    $("hint").addEventListener("click", () => this.say(this.question.hint || "There is no rule to tell: the working shows how it is done.", "soft"));
    $("working").addEventListener("click", () => this.work());
    $("topic").addEventListener("change", () => this.anew());
  }

  offer(topics) {
    for (const [name, about] of Object.entries(topics)) $("topic").append(el("option", { value: name }, `${name.replace("-", " ")}: ${about}`));
  }

  begin() {
    if (!this.question || ($("topic").value === OWN && this.spec !== this.network.spec)) this.anew();
  }

  anew() {
    this.spec = this.network.spec;
    this.history = [];
    this.seed = String(Math.random());
    const own = $("topic").value === OWN;
    $("practice-spec").textContent = this.spec;
    $("practice-spec").hidden = !own;
    $("score").textContent = "";
    this.next();
  }

  get asked() {
    return { topic: $("topic").value, spec: $("topic").value === OWN ? this.spec : "", seed: this.seed };
  }

  next() {
    this.wrong = false;
    ask("practice", { ...this.asked, history: this.history }, (found) => {
      this.question = found;
      const again = found.place?.[4] ? "Once more: " : "";
      const nothing = this.history.length ? "All of it is right: that was all there is to ask." : "There is nothing to ask of this network: mend it first.";
      $("question").textContent = found.problems ? `${found.problems[0].message}.` : found.place ? again + found.text : nothing;
      const choices = Object.entries(found.choices ?? {});
      $("choices").hidden = !choices.length;
      $("choices").replaceChildren(...choices.map(([letter, words]) => el("li", {}, `${letter}: ${words}`)));
      $("given").value = "";
      $("marked").replaceChildren();
      if (!$("practice").hidden) $("given").focus();
    });
  }

  // What was left without being right comes back.
  leave() {
    if (this.question?.place && !this.done) this.keep(false);
    this.done = false;
    this.next();
  }

  keep(right) {
    this.history.push([this.question.place, right]);
    const first = this.history.filter((each) => each[1]).length;
    $("score").textContent = `${first} of ${this.history.length} right at the first try`;
  }

  say(text, verdict) {
    $("marked").replaceChildren(el("p", { class: verdict }, text));
  }

  mark() {
    if (this.done) return this.leave();
    if (!this.question?.place || !$("given").value.trim()) return;
    ask("answer", { ...this.asked, place: this.question.place, given: $("given").value }, (found) => {
      if (found.problems) return this.say(found.problems[0].message, "wrong");
      this.say([found.feedback || (found.correct ? "Right." : "Wrong."), found.correct ? "Enter goes on." : ""].join(" "), found.correct ? "right" : found.readable ? "wrong" : "unread");
      if (found.read_as !== null) $("marked").append(el("p", { class: "soft" }, `read as ${found.read_as}`));
      if (found.correct) {
        this.keep(!this.wrong);
        this.done = true;
      }
      this.wrong ||= found.readable && !found.correct;
    });
  }

  work() {
    if (!this.question?.place) return;
    this.wrong = true;
    ask("working", { ...this.asked, place: this.question.place }, (answer) => {
      if (answer.problems) return this.say(answer.problems[0].message, "wrong");
      put($("marked"), answer.html);
    });
  }
}
