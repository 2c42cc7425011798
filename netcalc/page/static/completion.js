// What may stand where the caret is: fields of a spec, kinds and blocks, fields of a kind.

const LONGEST = 1000; // letters of a line that is looked through

export function offered(text, caret, words) {
  const start = text.lastIndexOf("\n", caret - 1) + 1;
  const line = text.slice(start, caret);
  if (line.length > LONGEST) return { from: caret, typed: "", items: [] };
  const typed = /[A-Za-z_]*$/.exec(line)[0];
  const before = line.slice(0, line.length - typed.length);
  const found = wordsFor(before, text.slice(0, start), words);
  const items = Object.entries(found ?? {})
    .filter(([word]) => word.startsWith(typed) && word !== typed)
    .map(([word, about]) => ({ word, about }));
  return { from: caret - typed.length, typed, items };
}

function wordsFor(before, above, words) {
  if (before === "") return ending(words.fields, ": ");
  const within = /(?:^|[-\s[,])\s*([A-Za-z_]\w*):\s*\{(?:[^{}]*,)?\s*$/.exec(before);
  if (within) return ending(words.kinds[within[1]]?.fields, ": ");
  if (/^\s*-\s+$/.test(before)) return { ...kinds(words), ...blocks(above) };
  if (/^\s+$/.test(before)) return ending(words.kinds[holder(before.length, above)]?.fields, ": ");
  return null;
}

const ending = (found, end) => found && Object.fromEntries(Object.entries(found).map(([word, about]) => [word + end, about]));

const kinds = (words) => Object.fromEntries(Object.entries(words.kinds).map(([kind, { about }]) => [kind, about]));

function blocks(above) {
  const found = {};
  const held = /^blocks:\s*\n((?:[ \t]+.*\n|\s*\n)*)/m.exec(above);
  for (const match of held?.[1].matchAll(/^ {1,4}([A-Za-z_][\w-]*):/gm) ?? []) found[match[1]] = "a block of this spec";
  return found;
}

// The kind whose fields stand on lines of their own, further in than its name.
function holder(indent, above) {
  for (const line of above.split("\n").reverse()) {
    const match = /^(\s*)(-\s+)?([A-Za-z_]\w*):\s*(?:#.*)?$/.exec(line);
    const place = match ? match[1].length + (match[2]?.length ?? 0) : null;
    if (match && place < indent) return match[3];
  }
  return null;
}
