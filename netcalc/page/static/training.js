// The training tab: a small net learns points, watched while it does.

import { ask, leave } from "ask.js";
import { curves, fitted, plane } from "curves.js";
import { $, el, listProblems } from "elements.js";

const DATA = ["spiral:3", "spiral", "moons", "circles", "xor", "and", "blobs:4", "line", "sine", "bumps"];
const EXAMPLE = "input: 2\nlayers:\n  - fc: 100\n  - relu\n  - fc: 3\nloss: softmax\n";
const number = (id) => Number($(id).value);

export class TrainingTab {
  constructor(network) {
    this.network = network;
    $("data").append(...DATA.map((name) => el("option", {}, name)));
    $("training-form").addEventListener("submit", (event) => { event.preventDefault(); this.train(); });
    $("stop").addEventListener("click", () => leave("training"));
    $("example").addEventListener("click", () => { network.open(EXAMPLE); $("stands").textContent = "fc: 100, relu, fc: 3 stands there now."; });
  }

  async train() {
    this.loss = { "training loss": [], validation: [] };
    this.accuracy = { training: [], validation: [] };
    $("stop").disabled = false;
    $("verdicts").replaceChildren();
    listProblems($("training-problems"), []);
    const whole = Object.fromEntries(["epochs", "batch", "seed"].map((name) => [name, Math.round(number(name))]));
    const fields = { spec: this.network.spec, data: $("data").value, optimizer: $("optimizer").value, lr: number("lr"), l2: number("l2"), ...whole };
    const ended = await ask("training", fields, (answer) => this.show(answer));
    $("stop").disabled = true;
    if (!ended) $("stands").textContent += " Stopped.";
  }

  show(answer) {
    if (answer.problems) return listProblems($("training-problems"), answer.problems);
    const [epoch] = answer.epochs;
    if (!epoch && answer.start) this.add(answer.start.loss, null, answer.start.accuracy, null);
    if (epoch && !answer.verdicts) {
      this.add(epoch.loss, epoch.val_loss, epoch.accuracy, epoch.val_accuracy);
      const said = epoch.accuracy === null ? "" : `, accuracy ${(100 * epoch.accuracy).toFixed(1)}%`;
      $("stands").textContent = `Epoch ${epoch.epoch}: loss ${epoch.loss?.toPrecision(3) ?? "not a number"}${said}.`;
    }
    if (answer.plane) plane($("learned"), answer.plane);
    if (answer.curve) fitted($("learned"), answer.curve);
    if (answer.verdicts) $("verdicts").replaceChildren(...answer.verdicts.map(({ code, text }) => el("li", {}, el("b", {}, code), ` ${text}`)));
  }

  add(loss, valLoss, accuracy, valAccuracy) {
    this.loss["training loss"].push(loss ?? NaN);
    this.loss.validation.push(valLoss ?? NaN);
    this.accuracy.training.push(accuracy ?? NaN);
    this.accuracy.validation.push(valAccuracy ?? NaN);
    curves($("losses"), this.loss, { low: 0 });
    curves($("accuracies"), this.accuracy, { low: 0, high: 1, percent: true });
  }
}
