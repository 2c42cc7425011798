// Questions to the calculator, of which a newer one takes the place of the one before.

import { answers } from "answers";
import { say, timesSaid } from "elements.js";

const running = new Map();

// Ask, and give each answer to `heard`; a question of the same name that is still running is left.
export async function ask(name, fields, heard, slot = name) {
  running.get(slot)?.abort();
  const mine = new AbortController();
  running.set(slot, mine);
  const before = timesSaid();
  try {
    for await (const answer of answers(name, fields, mine.signal)) {
      if (mine.signal.aborted) return false;
      heard(answer);
    }
    if (timesSaid() === before) say(""); // what was said meanwhile stays
    return true;
  } catch (error) {
    if (!mine.signal.aborted) say(`netcalc does not answer: ${error.message}`);
    return false;
  }
}

export function leave(slot) {
  running.get(slot)?.abort();
}
