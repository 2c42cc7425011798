"""Networks of every form, drawn from a seed: branches, joins, inputs, outputs, shares, blocks, repeats, conditions."""

from collections.abc import Iterator
from random import Random
from typing import Any

from netcalc import Network, SpecError
from netcalc.calculator.calculation import Calculation
from netcalc.calculator.rules import Rules
from tests.support.fitting_layers import Extents, fitting, repeated

Item = Any  # what stands in a list of layers
Known = dict[str, Extents]  # volumes by the names that may be read
LARGEST = 300  # values of a volume: tests run what is drawn
SHARING = ("fc", "conv", "local", "maxout", "prelu", "scale", "layernorm", "rmsnorm", "lstm", "attention", "batchnorm")
JOINS = ("add", "multiply", "subtract", "concat", "matmul", "attention")
VARS = {"few": 2, "widths": [3, 1, 2], "yes": True}


def drawn(seed: int) -> dict[str, Any]:
    """Draw a spec; equal seeds give equal ones."""
    return Graph(Random(seed)).spec()  # noqa: S311  no secret


class Graph:
    """A spec that grows by one item after the other, each tried before it is kept."""

    def __init__(self, draw: Random) -> None:
        self.draw, self.count = draw, 0
        self.blocks: dict[str, Any] = {}

    def spec(self) -> dict[str, Any]:
        """Draw inputs, layers, outputs."""
        draw, axes = self.draw, self.draw.choice([0, 1, 1, 2, 2, 3])
        known = {name: self.volume(axes) for name in draw.sample(["a", "b", "c"], draw.choice([1, 1, 2, 3]))}
        if words := axes == 1 and draw.random() < 0.3:
            known = {name: (*volume[:-1], 1) for name, volume in known.items()}
        read: dict[str, Any] = {"inputs": {name: list(volume) for name, volume in known.items()}}
        if len(known) == 1:
            (volume,) = known.values()
            read, known = {"input": list(volume)}, {"input": volume}
        layers, names = self.items(read, known, draw.randint(2, 8), words=words)
        heads = [name for name in names if name not in known]
        some = {"outputs": draw.sample(heads, draw.randint(1, min(3, len(heads))))} if heads else {}
        self.blocks = _used(layers, self.blocks)
        return {**read, **self.around, "layers": layers, **(some if draw.random() < 0.5 else {}), "loss": "mse"}

    @property
    def around(self) -> dict[str, Any]:
        """What a spec has beside its layers."""
        return {"rounding": "floor", "vars": VARS, **({"blocks": dict(self.blocks)} if self.blocks else {})}

    def volume(self, axes: int) -> Extents:
        """Draw a small volume."""
        return (*(self.draw.randint(2, (0, 7, 5, 3)[axes]) for _ in range(axes)), self.draw.randint(1, 4))

    def name(self) -> str:
        """Give a name that no other layer has."""
        self.count += 1
        return f"n{self.count}"

    def items(
        self, read: dict[str, Any], known: Known, count: int, *, words: bool = False, deep: int = 0
    ) -> tuple[list[Item], Known]:
        """Draw so many items for what is read, and give them with the volumes of what may be read."""
        kept: list[Item] = []
        known, here = dict(known), next(iter(known.values()))
        for number in range(count):
            first = next(iter(known)) if number == 0 and "inputs" in read else None
            for _ in range(6):
                item, name = self.item(here, known, kept, deep, first=first, words=words and not kept)
                made = self.made(read, [*kept, item])
                if made is not None:
                    kept.append(item)
                    here = made
                    known |= {name: made} if name else {}
                    break
        return (kept or ["relu" if "input" in read else {"relu": {"from": next(iter(known))}}]), known

    def made(self, read: dict[str, Any], layers: list[Item]) -> Extents | None:
        """Give the volume that leaves layers; None where they do not fit, or are large."""
        try:
            network = Network(**read, **self.around, layers=layers)
        except SpecError:
            return None
        report = Calculation(network, Rules(network.rounding)).report  # no hints, which take long
        small = all(layer.output is not None and layer.output.values <= LARGEST for layer in report)
        return tuple(report.output) if report.valid and small and report.output else None

    def item(
        self, here: Extents, known: Known, kept: list[Item], deep: int, *, first: str | None, words: bool
    ) -> tuple[Item, str | None]:
        """Draw an item that may fit, and the name that it gives what it makes."""
        draw, name = self.draw, self.name() if self.draw.random() < 0.75 else None
        ways = [self.layer, self.layer, self.layer, self.joined, self.shared, self.shared]
        ways += [self.residual, self.parallel, self.repeat, self.block] if deep < 2 else []
        way = self.layer if first or words else draw.choice(ways)
        kind, fields = way(here, known, kept, deep, words=words)
        source = first or (draw.choice(list(known)) if known and draw.random() < 0.15 else None)
        if source and "from" not in fields and kind not in ("learned", "noise", "repeat"):
            fields = {**fields, "from": source}
        if draw.random() < 0.05 and kind != "repeat":
            fields = {**fields, "when": draw.choice(["${yes}", "${few > 1 and len(widths) == 3}"])}
        fields = {**fields, **({"name": name} if name and kind != "repeat" else {})}
        return ({kind: fields} if fields else kind), name if kind != "repeat" else None

    def layer(self, here: Extents, known: Known, kept: list[Item], deep: int, *, words: bool) -> tuple[str, Any]:
        """Draw a layer by what it reads."""
        if words:
            return "embedding", {"vocabulary": 5, "depth": self.draw.randint(1, 4)}
        return fitting(self.draw, here, list(known))

    def joined(self, here: Extents, known: Known, kept: list[Item], deep: int, *, words: bool) -> tuple[str, Any]:
        """Join what has a name."""
        names = list(known)
        if len(names) < 2:
            return self.layer(here, known, kept, deep, words=words)
        kind = self.draw.choice(JOINS if len(here) != 2 else (*JOINS, "matmul"))
        count = 2 if kind in ("subtract", "matmul", "attention") else self.draw.choice([2, 2, 3])
        fields: dict[str, Any] = {"from": [self.draw.choice(names) for _ in range(count)]}
        alike = [name for name in names if known[name] == known[fields["from"][0]]]
        if kind not in ("concat", "matmul") and self.draw.random() < 0.6:
            fields["from"] = [fields["from"][0], *(self.draw.choice(alike) for _ in range(count - 1))]
        if kind == "attention":
            fields["heads"] = self.draw.choice([1, 1, 2])
        if kind == "matmul":
            fields["transpose_second"] = self.draw.random() < 0.7
        return kind, fields

    def shared(self, here: Extents, known: Known, kept: list[Item], deep: int, *, words: bool) -> tuple[str, Any]:
        """Use the arrays of a layer, or of a use of a block, that stands before."""
        owners = list(_owners(kept, self.blocks))
        if not owners:
            return self.layer(here, known, kept, deep, words=words)
        kind, fields = self.draw.choice(owners)
        name = fields["name"]
        kept_fields = {key: value for key, value in fields.items() if key not in ("name", "from", "when", "share")}
        turned = {"layer": name, "transpose": True}
        if kind == "conv" and self.draw.random() < 0.4:
            taken = {key: kept_fields[key] for key in ("size", "groups") if key in kept_fields}
            return "conv_transpose", {**taken, "filters": kept_fields["filters"], "share": turned}
        if kind in ("fc", "embedding") and (kind == "embedding" or self.draw.random() < 0.5):
            units = kept_fields.get("vocabulary") or self.draw.randint(1, 4)
            bias = self.draw.random() < 0.5
            return "fc", {"units": units, "flatten": False, "bias": bias, "share": turned}
        if kind == "conv" and self.draw.random() < 0.5:
            kept_fields["stride"] = self.draw.randint(1, 2)
        return kind, {**kept_fields, "share": name}

    def inside(self, here: Extents, deep: int) -> list[Item]:
        """Draw layers that read what stands before them, and no name outside."""
        return self.items({"input": list(here)}, {"input": here}, self.draw.randint(1, 3), deep=deep + 1)[0]

    def back(self, layers: list[Item], here: Extents) -> list[Item]:
        """Let layers that keep the extents end with the depth that came in."""
        made = self.made({"input": list(here)}, layers)
        return layers if made == here else [*layers, {"fc": {"units": here[-1], "flatten": False}}]

    def residual(self, here: Extents, known: Known, kept: list[Item], deep: int, *, words: bool) -> tuple[str, Any]:
        """Draw layers and what they are added to."""
        layers = self.inside(here, deep)
        made = self.made({"input": list(here)}, layers)
        if made is not None and made[:-1] == here[:-1] and made != here and self.draw.random() < 0.5:
            return "residual", {"layers": layers, "shortcut": [{"fc": {"units": made[-1], "flatten": False}}]}
        return "residual", {"layers": self.back(layers, here)}

    def parallel(self, here: Extents, known: Known, kept: list[Item], deep: int, *, words: bool) -> tuple[str, Any]:
        """Draw branches."""
        branches = [self.inside(here, deep) for _ in range(self.draw.randint(1, 3))]
        branches += [[]] if self.draw.random() < 0.5 else []
        join = self.draw.choice(["concat", "add", "multiply"])
        branches = branches if join == "concat" else [self.back(each, here) if each else each for each in branches]
        return "parallel", {"join": join, "branches": branches}

    def repeat(self, here: Extents, known: Known, kept: list[Item], deep: int, *, words: bool) -> tuple[str, Any]:
        """Draw passes: of any layers that keep the volume, or of layers that know which pass they are in."""
        times = self.draw.randint(0, 3)
        if self.draw.random() < 0.5:
            return "repeat", {"times": times, "layers": self.back(self.inside(here, deep), here)}
        return "repeat", {"times": times, "index": "i", "layers": repeated(self.draw, here)}

    def block(self, here: Extents, known: Known, kept: list[Item], deep: int, *, words: bool) -> tuple[str, Any]:
        """Use a block that is there, or write one."""
        if self.blocks and self.draw.random() < 0.5:
            return self.draw.choice(list(self.blocks)), {}
        name = self.name().replace("n", "block")
        layers = [item for item in self.inside(here, deep) if "input" not in str(item)]
        layers += ["${act}", {"fc": {"units": "${wide}", "flatten": False}}]
        args = {"act": self.draw.choice(["tanh", "relu", "silu"]), "wide": self.draw.choice([2, 3, here[-1]])}
        self.blocks[name] = {"args": args, "layers": layers}
        return name, {"wide": self.draw.randint(1, 4)} if self.draw.random() < 0.5 else {}


def _used(layers: list[Item], blocks: dict[str, Any]) -> dict[str, Any]:
    """Give the blocks that are used, by the layers or by each other; a block uses those before it."""
    used: dict[str, Any] = {}
    for name, block in reversed(blocks.items()):
        if f"'{name}'" in str((layers, used)):
            used[name] = block
    return dict(reversed(used.items()))


def _owners(kept: list[Item], blocks: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the layers and uses that have a name and arrays."""
    for item in kept:
        kind, fields = next(iter(item.items())) if isinstance(item, dict) else (item, {})
        if "name" in fields and kind in (*SHARING, "embedding", *blocks):
            yield kind, fields
