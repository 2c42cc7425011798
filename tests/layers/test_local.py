"""Locally connected layers: as a convolution, but nothing is shared."""

from netcalc import Conv, Local, Network, calculate


def test_the_arrays_have_a_filter_for_every_position() -> None:
    local = Local(filters=4, size=(3, 2), stride=(1, 2))
    layer = calculate(Network(input="7x6x5", layers=[local]))["local1"]
    assert layer.output == (7 - 3 + 1, (6 - 2) // 2 + 1, 4)
    assert [array.shape for array in layer.working.parameters or ()] == [(4, 3, 5, 5, 2, 3), (4, 3, 5)]


def test_it_stores_what_a_convolution_would_without_sharing() -> None:
    fields = {"filters": 4, "size": 3, "pad": 1, "bias": True}
    network = Network(input="9x9x3", layers=[Conv(**fields), Local(**fields, from_="input")])
    conv, local = calculate(network).layers
    assert (local.output, local.neurons, local.macs) == (conv.output, conv.neurons, conv.macs)
    assert local.unshared == conv.unshared
    assert local.params == conv.unshared.params == 9 * 9 * 4 * (3 * 3 * 3 + 1)


def test_it_has_one_filter_where_there_is_one_position() -> None:
    network = Network(input="3x3x2", layers=[Local(filters=4, size=3), Conv(filters=4, size=3, from_="input")])
    local, conv = calculate(network).layers
    assert local.params == conv.params == 3 * 3 * 2 * 4 + 4
