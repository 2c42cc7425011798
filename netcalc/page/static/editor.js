// The editor of a spec: a field to type in, over lines that show what is wrong and what each line makes.

import { el, say } from "elements.js";
import { Lines } from "lines.js";
import { Offers } from "offers.js";

const MOST = 2 ** 18; // characters

export class Editor {
  constructor(place, changed, moved) {
    this.area = el("textarea", {
      spellcheck: "false", autocomplete: "off", autocapitalize: "off", wrap: "off",
      "aria-label": "The spec, in YAML", "aria-autocomplete": "list", "aria-controls": "offers", "aria-describedby": "problems",
    });
    this.lines = new Lines(place);
    this.offers = new Offers(this.area, (text) => this.insert(text));
    place.append(el("div", { class: "sheet" }, this.lines.back, this.area, this.offers.list));
    this.area.addEventListener("input", () => {
      this.lines.typed(this.text);
      this.lines.draw(this.line);
      this.offers.show(false);
      changed();
    });
    this.area.addEventListener("paste", (event) => this.pasted(event));
    this.area.addEventListener("keydown", (event) => this.pressed(event));
    this.area.addEventListener("blur", () => setTimeout(() => this.offers.close(), 150));
    this.area.addEventListener("click", () => { this.offers.close(); this.stands(moved); });
    this.area.addEventListener("keyup", (event) => event.key.startsWith("Arrow") && !this.offers.open && this.stands(moved));
  }

  set words(words) {
    this.offers.words = words;
  }

  get text() {
    return this.area.value;
  }

  set text(text) {
    this.area.value = text;
    this.lines.typed(text);
    this.say([], []);
  }

  // The line of the caret, from 1.
  get line() {
    return this.text.slice(0, this.area.selectionStart).split("\n").length;
  }

  stands(moved) {
    this.lines.here(this.line);
    moved(this.line);
  }

  say(notes, problems) {
    this.lines.say(notes, problems);
    this.lines.draw(this.line);
  }

  go({ line, column = 1 }) {
    const lines = this.text.split("\n");
    const place = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
    this.area.focus();
    this.area.setSelectionRange(place, place);
    this.lines.here(line);
  }

  // What is longer than the page reads is not put in: a part of it would be another spec.
  pasted(event) {
    const length = this.text.length + event.clipboardData.getData("text").length;
    if (length <= MOST) return;
    event.preventDefault();
    say(`That makes ${length} characters: the page reads ${MOST} at most. \`netcalc summary FILE --depth 1\` shows it folded.`);
  }

  pressed(event) {
    if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      this.offers.show(true);
    } else if (this.offers.open && this.offers.steered(event)) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      const start = this.text.lastIndexOf("\n", this.area.selectionStart - 1) + 1;
      this.insert(`\n${/^ */.exec(this.text.slice(start, this.area.selectionStart))[0]}`);
    }
  }

  // As if it were typed, so that it can be undone.
  insert(text) {
    this.area.focus();
    if (document.execCommand?.("insertText", false, text)) return;
    this.area.setRangeText(text, this.area.selectionStart, this.area.selectionEnd, "end");
    this.area.dispatchEvent(new Event("input"));
  }
}
