"""Nets that contract and expand are drawn as a U, whose bridges are level; what is alike is told once."""

from itertools import pairwise

import pytest

from netcalc.calculator.calculator import calculate
from netcalc.network.bundle import load
from netcalc.network.network import Network
from netcalc.render.pictures.letters import tail
from netcalc.render.pictures.network.graph.banks import Banks
from netcalc.render.pictures.network.graph.nodes import node_of
from netcalc.render.pictures.network.graph.valley import valley
from netcalc.render.pictures.network.parts import Part
from netcalc.render.pictures.network.views import nodes


def parts_of(name: str) -> list[Part]:
    return nodes(calculate(load(name)), None)


def test_a_u_net_is_a_u() -> None:
    parts = parts_of("unet")
    found = valley(parts)
    assert found
    bridges = [tuple(parts[each].name for each in (one.start, *one.between, one.end)) for one in found.bridges]
    assert bridges[0] == ("down1.conv2", "up1.cropped", "up1.concat1")
    assert bridges[-1] == ("down4.conv2", "up4.cropped", "up4.concat1")
    banks = Banks(found, [node_of(part) for part in parts])
    places = [banks.place(each) for each in range(len(parts))]
    for one in found.bridges:
        across = [places[each] for each in (one.start, *one.between, one.end)]
        assert len({y for _, y in across}) == 1
        assert [x for x, _ in across] == sorted(x for x, _ in across)
    down, up = found.spine[: found.bottom + 1], found.spine[found.bottom + 1 :]
    assert all(places[one][1] < places[other][1] for one, other in pairwise(down))
    assert all(places[one][1] > places[other][1] for one, other in pairwise(up))


@pytest.mark.parametrize("name", ["resnet18", "googlenet", "vgg16", "siamese-koch", "vit-b16"])
def test_others_are_none(name: str) -> None:
    assert valley(parts_of(name)) is None


@pytest.mark.parametrize(("ends", "is_one"), [(("b", "a"), True), (("a", "b"), False), (("a", "a"), False)])
def test_bridges_lie_within_each_other(ends: tuple[str, str], *, is_one: bool) -> None:
    conv = {"filters": 4, "size": 3, "pad": 1}
    arms = [{"conv": {**conv, "name": name}} for name in ("a", "b", "c", "d")]
    joins = [{"add": {"from": [before, end]}} for before, end in zip(("d", "add1"), ends, strict=True)]
    found = valley(nodes(calculate(Network(input="8x8x4", layers=[*arms, *joins])), None))
    assert (found is not None) is is_one


def test_what_is_alike_but_for_its_dilation_is_told_once() -> None:
    told = [part.words for part in parts_of("wavenet") if part.folded]
    assert told == [("alike again, 28 times", "196 layers"), ("alike again, 27 times", "54 layers")]


def test_a_name_is_cut_between_its_words() -> None:
    assert tail("normalised_pool2.pool1", 100, 11.5) == "…pool2.pool1"
    assert tail("pool1", 100, 11.5) == "pool1"
    assert tail("x" * 100, 100, 11.5).endswith("…")
