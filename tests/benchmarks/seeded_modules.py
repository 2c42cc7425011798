"""Changes to PyTorch modules, one at a time: `from_torch` on both, and what `--against` names first. Needs PyTorch.

`python tests/benchmarks/seeded_modules.py [NET...]`: the layer that was changed must be named, in the line that calls
it, in 95 of 100.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from netcalc import Network, SpecError, calculate, from_torch
from netcalc.models.comparing.against import differences
from tests.support.seeded_modules import NETS

IN_MODULES = (
    (r"stride=2", "stride=1"), (r"stride=2", "stride=4"), (r", 2, 1\)", ", 1, 1)"), (r"padding=1", "padding=2"),
    (r", 1, 1\)", ", 1, 2)"), (r"padding=1", "padding=0"), (r", 3, ", ", 5, "), (r", 3, padding=1", ", 1"),
    (r", bias=False", ""), (r"\)$", ", bias=False)"), (r", groups=\w+", ""), (r", groups=\w+", ", groups=2"),
    (r"MaxPool", "AvgPool"), (r"AvgPool2d\(2", "MaxPool2d(2"), (r"nn\.ReLU6\(\)", "nn.ReLU()"),
    (r"nn\.ReLU\(\)", "nn.SiLU()"), (r"nn\.ReLU\(\)", "nn.Identity()"), (r"nn\.GELU\(\)", "nn.ReLU()"),
    (r"nn\.LeakyReLU\(0\.2\)", "nn.ReLU()"), (r"nn\.Tanh\(\)", "nn.Sigmoid()"), (r"BatchNorm2d", "InstanceNorm2d"),
    (r"nn\.LayerNorm\(\w+\)", "nn.Identity()"), (r"nn\.BatchNorm2d\(\w+\)", "nn.Identity()"), (r"LSTM", "GRU"),
    (r"bidirectional=True", "bidirectional=False"), (r"num_layers=2", "num_layers=1"), (r", 10\)", ", 11)"),
    (r"dilation=2, padding=2", "dilation=1, padding=1"), (r"ceil_mode=True", "ceil_mode=False"),
    (r"hidden=\d+", "hidden=24"), (r"heads=4", "heads=2"), (r"depth=2", "depth=3"), (r"width=16", "width=24"),
)  # fmt: skip
IN_FORWARD = (
    (r"torch\.relu\((.*)\)$", r"\1"), (r"torch\.relu\(", "torch.tanh("), (r"F\.gelu\(", "F.silu("),
    (r"torch\.sigmoid\(", "torch.tanh("), (r" \+ self\.short\(x\)", ""), (r" \+ x\b", ""), (r"x \+ ", ""),
    (r" \* ", " + "), (r"self\.pool\((.*)\)", r"F.avg_pool2d(\1, 3, 1, 1)"),
)  # fmt: skip
PUT_IN = ("x = torch.tanh(x)", "x = F.softplus(x)")


class Changed(NamedTuple):
    """A program with one change: in which line, and what stands there now."""

    text: str
    line: int
    what: str


def changes(text: str) -> Iterator[Changed]:
    """Change one line at a time, in every way that it allows."""
    lines = text.splitlines()
    for place, line in enumerate(lines):
        making = "nn." in line and ("self." in line or line.strip().startswith("nn."))
        rules = (
            IN_MODULES
            if making or "def __init__" in line
            else IN_FORWARD
            if "    x" in line or "return" in line
            else ()
        )
        for old, new in rules:
            made = re.sub(old, new, line, count=1)
            if made != line:
                yield Changed("\n".join((*lines[:place], made, *lines[place + 1 :])), place + 1, made.strip())
        if re.match(r"\s+x = ", line):
            for more in PUT_IN:
                indent = line[: len(line) - len(line.lstrip())]
                changed = (*lines[: place + 1], indent + more, *lines[place + 1 :])
                yield Changed("\n".join(changed), place + 2, f"{more} behind {line.strip()}")


def network(text: str, file: Path, example: tuple[Any, ...]) -> Network:
    """Run a program, and read the module that it calls Net."""
    file.write_text(text, encoding="utf-8")
    names: dict[str, Any] = {}
    exec(compile(text, str(file), "exec"), names)  # noqa: S102  a program of our own
    return from_torch(names["Net"](), *example)


def calls(text: str, line: int) -> set[int]:
    """Say which lines call what a line makes: those that name its attribute; else itself."""
    lines = text.splitlines()
    heads = [place for place in range(line) if re.match(r"\s+self\.(\w+) = ", lines[place])]
    written = re.match(r"\s+self\.(\w+) = ", lines[line - 1])
    name = written or (re.match(r"\s+self\.(\w+) = ", lines[heads[-1]]) if heads and "nn." in lines[line - 1] else None)
    if name is None:
        return {line}
    return {place for place, each in enumerate(lines, 1) if f"self.{name[1]}(" in each or f"in self.{name[1]}" in each}


def main(wanted: list[str]) -> int:
    """Change each net; say which change is not named at its layer and line."""
    tried = right = lined = 0
    with TemporaryDirectory() as folder:
        file = Path(folder) / "model.py"
        for name in wanted or NETS:
            text, example = NETS[name]
            base = network(text, file, example())
            report = calculate(base)
            ours = base.origin.lines if base.origin else {}
            for changed in changes(text):
                try:
                    other = network(changed.text, file, example())
                    found = differences(
                        report, calculate(other), "model.py", other.origin.lines if other.origin else {}
                    )
                except (SpecError, TypeError, ValueError, RuntimeError, SyntaxError, AttributeError):
                    continue  # it does not run
                if not found and _same(report, calculate(other)):
                    continue  # nothing is computed otherwise
                tried += 1
                said = found[0].message if found else "nothing"
                theirs = set(map(int, re.findall(r"model\.py:(\d+)", said)))
                mine = int(ours.get(found[0].layer or "", ":0").rpartition(":")[2]) if found else 0
                meant = calls(changed.text, changed.line)
                shift = len(changed.text.splitlines()) - len(text.splitlines())
                ok = bool(theirs & meant) or (mine + (shift if mine >= changed.line else 0)) in meant
                right, lined = right + ok, lined + bool(theirs & meant)
                if not ok:
                    print(f"    {name}:{changed.line} {changed.what}: {said[:200]}; lines {sorted(meant)}", flush=True)
    print(f"{right} of {tried} changes are named at their layer, {lined} with the changed program's line")
    return 0 if right >= 0.95 * tried else 1


def _same(one: Any, other: Any) -> bool:
    return bool(one.totals == other.totals)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
