// Answers from the server on this machine: a line of JSON each, as they come.

export async function* answers(name, fields, signal) {
  const found = await fetch(`/ask/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(fields),
    signal,
  });
  if (!found.ok) throw new Error(await found.text());
  const reader = found.body.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  for (;;) {
    const { value, done } = await reader.read();
    held += value ?? "";
    const lines = held.split("\n");
    held = lines.pop();
    for (const line of lines) yield JSON.parse(line);
    if (done) return;
  }
}
