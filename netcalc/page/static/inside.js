// Answers from the calculator that stands in this file: Python in the browser, which asks nobody.

import { $, say } from "elements.js";

const FRAME = 16; // milliseconds
const KINDS = { wasm: "application/wasm", mjs: "text/javascript", json: "application/json" };
const PROGRAM = `
import sys
sys.path.insert(0, "/site")
from netcalc.page.engine import lines
lambda name, body: "".join(lines(name, body))
`;

function bytes(name) {
  const letters = atob($(`held-${name}`).textContent);
  const made = new Uint8Array(letters.length);
  for (let place = 0; place < letters.length; place += 1) made[place] = letters.charCodeAt(place);
  return made;
}

const named = (url) => String(url?.url ?? url).split("/").pop();
const kind = (name) => KINDS[name.split(".").pop()] ?? "application/octet-stream";
const address = (name) => URL.createObjectURL(new Blob([bytes(name)], { type: kind(name) }));

// What Pyodide would fetch is here already; nothing else is fetched.
globalThis.fetch = async (url) => {
  const name = named(url);
  if (!$(`held-${name}`)) throw new TypeError(`${name} is not in this file`);
  return new Response(bytes(name), { headers: { "content-type": kind(name) } });
};

async function begun() {
  say("The calculator starts: some seconds.");
  const { loadPyodide } = await import(address("pyodide.mjs"));
  const { default: createPyodideModule } = await import(address("pyodide.asm.mjs"));
  const lockFileContents = new TextDecoder().decode(bytes("pyodide-lock.json"));
  const python = await loadPyodide({ indexURL: "held/", packageBaseUrl: "held/", lockFileContents, createPyodideModule });
  const wheel = [...document.querySelectorAll('[id$=".whl"]')].map((each) => each.id.slice("held-".length));
  await python.loadPackage(wheel.map((name) => `held/${name}`), { checkIntegrity: false, messageCallback: () => {} });
  python.unpackArchive(bytes("site.zip"), "zip", { extractDir: "/site" });
  const asked = python.runPython(PROGRAM);
  for (const each of document.querySelectorAll('[id^="held-"]')) each.remove();
  say("");
  return asked;
}

let beginning;

export async function* answers(name, fields, signal) {
  beginning ??= begun();
  const asked = await beginning;
  await new Promise((done) => setTimeout(done, FRAME)); // what was typed is seen first, since Python then holds the page
  if (signal.aborted) return;
  for (const line of asked(name, JSON.stringify(fields)).split("\n")) if (line) yield JSON.parse(line);
}
