// The page: its tabs, the spec it begins with, bundled networks, the link.

import { ask } from "ask.js";
import { CircuitTab } from "circuit.js";
import { $, el, say } from "elements.js";
import { NetworkTab } from "network.js";
import { PracticeTab } from "practice.js";
import { packed, unpacked } from "sharing.js";
import { tabs } from "tabs.js";
import { TrainingTab } from "training.js";

const HELD = "#spec=";

const network = new NetworkTab();
const circuit = new CircuitTab();
const practice = new PracticeTab(network);
new TrainingTab(network);

tabs($("tabs"), (name) => {
  if (name === "circuit") circuit.work();
  if (name === "practice") practice.begin();
});

$("bundled").addEventListener("change", () => {
  if ($("bundled").value) ask("spec", { name: $("bundled").value }, ({ text }) => network.open(text));
});

// A spec or a model file, chosen or dropped: what it says is put into the editor.
const MOST = 48 * 2 ** 20;

async function openFile(file) {
  if (!file) return;
  if (file.size > MOST) return say(`${file.name} is larger than 48 MiB: \`netcalc page FILE\` opens it.`);
  say(`${file.name} is read …`);
  const reader = new FileReader();
  const data = await new Promise((done) => {
    reader.onload = () => done(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => done(null);
    reader.readAsDataURL(file);
  });
  if (data === null) return say(`${file.name} could not be read.`);
  let found = {};
  await ask("file", { name: file.name.slice(0, 200), data }, (answer) => (found = answer));
  if (found.problems) say(`${found.problems[0].message}. ${found.problems[0].hint}`);
  if (found.text !== undefined) await network.open(found.text);
}

$("file").addEventListener("change", async () => {
  await openFile($("file").files[0]);
  $("file").value = "";
});
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => {
  event.preventDefault();
  openFile(event.dataTransfer?.files[0]);
});

$("share").addEventListener("click", async () => {
  location.hash = `${HELD.slice(1)}${await packed(network.spec)}`;
  try {
    await navigator.clipboard.writeText(location.href);
    say("The link is copied: it holds the spec.");
  } catch {
    say("The address above holds the spec: copy it.");
  }
});

async function firstSpec() {
  if (location.hash.startsWith(HELD)) {
    try {
      return await unpacked(location.hash.slice(HELD.length));
    } catch {
      say("The link is damaged: it holds no spec.");
    }
  }
  return JSON.parse($("first").textContent);
}

await network.open(await firstSpec());
await ask("start", {}, (words) => {
  $("bundled").append(...Object.entries(words.specs).map(([name, about]) => el("option", { value: name, title: about }, name)));
  network.learn(words);
  practice.offer(words.topics);
});
