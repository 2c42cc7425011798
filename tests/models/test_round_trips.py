"""Programs that netcalc writes, exported by PyTorch and read back; torchvision's networks held against PyTorch."""

import pytest

from netcalc import SpecError
from tests.support.round_trips import read_back, totals
from tests.support.sized import fitting, sized

STATED = "fast-rcnn"
MANY = 120  # layers
SAMPLE = ("alexnet", "squeezenet1_1", "mobilenet_v3_small", "resnet18", "shufflenet_v2_x0_5", "vit_b_32")


@pytest.mark.torch
def test_every_bundled_spec_comes_back_from_pytorch_with_the_same_numbers() -> None:
    """The large ones too, by `tests/benchmarks/round_trips.py`."""
    pytest.importorskip("torch", reason="no PyTorch")
    small = [name for name in fitting() if len(sized(name)[0].graph.nodes) < MANY]
    unlike = {}
    for name in small:
        if name != STATED:
            network, report = sized(name)
            made = totals(read_back(network, report))
            if made != totals(report):
                unlike[name] = (made, totals(report))
    assert unlike == {}


@pytest.mark.torch
def test_what_is_stated_is_refused_by_name() -> None:
    pytest.importorskip("torch", reason="no PyTorch")
    with pytest.raises(SpecError, match="its numbers are stated"):
        read_back(*sized(STATED))


@pytest.mark.torch
@pytest.mark.parametrize("name", SAMPLE)
def test_networks_of_torchvision_are_counted_as_pytorch_counts(name: str) -> None:
    """A sample; `tests/benchmarks/torchvision_nets.py` goes through all."""
    pytest.importorskip("torchvision", reason="no torchvision")
    from tests.support.torchvision_nets import both

    theirs, ours, _ = both(name)
    assert ours == theirs
