"""How long the page takes from a keystroke to the table: ResNet-50, served, and in the file without a server.

`python -m tests.benchmarks.keystrokes [FILE.html]` presses a key in Chromium, 16 times for each of two places: the last
layer, which changes one row, and the input, which changes all. The figures are milliseconds, from the event until the
table is there, and until the frame after it.
"""

import sys
from pathlib import Path
from typing import Any

from netcalc.network.bundle import text
from tests.support.browser import chromium, served

TIMES = 16
PRESSED = """(spec) => new Promise((done) => {
  const area = document.querySelector("#editor textarea"), began = performance.now();
  const seen = new MutationObserver(() => {
    seen.disconnect();
    const there = performance.now() - began;
    requestAnimationFrame(() => setTimeout(() => done([there, performance.now() - began])));
  });
  seen.observe(document.querySelector("#rows"), { childList: true, subtree: true, characterData: true });
  area.value = spec;
  area.dispatchEvent(new Event("input"));
})"""
PLACES = {"the last layer": ("fc: 1000", "fc: {}", range(1001, 1001 + TIMES)),
          "the input": ("224x224x3", "{0}x{0}x3", range(225, 225 + 8 * TIMES, 8))}  # fmt: skip


def measured(page: Any) -> None:
    """Press keys at both places, and print how long each took, sorted."""
    spec = text("resnet50")
    page.evaluate(PRESSED, spec)
    for place, (old, new, values) in PLACES.items():
        found = [page.evaluate(PRESSED, spec.replace(old, new.format(value))) for value in values]
        there, drawn = (sorted(round(each) for each in all_) for all_ in zip(*found, strict=True))
        print(f"{place}: there after {there}; drawn after {drawn}")


def main() -> None:
    """Measure the page at an address of its own, or a file."""
    with chromium() as browser:
        page = browser.new_page()
        page.set_default_timeout(60_000)
        if len(sys.argv) > 1:
            page.goto(Path(sys.argv[1]).absolute().as_uri())
            page.wait_for_selector("#rows table")
            measured(page)
            return
        with served() as address:
            page.goto(address)
            page.wait_for_selector("#rows table")
            measured(page)


if __name__ == "__main__":
    main()
