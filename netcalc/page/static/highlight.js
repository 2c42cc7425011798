// A line of a spec in pieces, each with what it is: a comment, a key, a number, a text.

const PIECES = /(#.*$)|("(?:[^"\\]|\\.)*"|'[^']*')|([A-Za-z_][\w.-]*)(?=\s*:(?:\s|$|\{))|(?<![\w.-])(-?\d[\w.,]*)|(\$\{[^}]*\})/g;
const WHAT = ["comment", "text", "key", "number", "template"];

const LONGEST = 1000; // letters of a line that is looked through

export function pieces(line) {
  if (line.length > LONGEST) return [{ what: "", text: line }];
  const found = [];
  let at = 0;
  for (const match of line.matchAll(PIECES)) {
    const inside = match[1] && match.index > 0 && !/\s/.test(line[match.index - 1]);
    if (inside) break; // a # within a word begins no comment
    if (match.index > at) found.push({ what: "", text: line.slice(at, match.index) });
    found.push({ what: WHAT[match.slice(1).findIndex((group) => group !== undefined)], text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < line.length) found.push({ what: "", text: line.slice(at) });
  return found;
}
