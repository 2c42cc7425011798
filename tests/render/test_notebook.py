"""A report in a notebook: a table, without importing IPython."""

from netcalc.calculator.calculator import calculate
from netcalc.network.network import Network
from tests.support.running import printed


def test_a_report_shows_itself_as_html() -> None:
    report = calculate(Network(input="7x7x1", layers=[{"conv": {"filters": 2, "size": 3, "stride": 3, "name": "a-b"}}]))
    html = report._repr_html_()
    assert "<td" in html
    assert "a-b (conv)" in html
    assert "does not fit" in html


def test_names_are_escaped() -> None:
    report = calculate(Network(name="<script>", input="3", layers=[{"fc": 2}]))
    assert "<script>" not in report._repr_html_()


def test_ipython_is_not_imported() -> None:
    program = (
        "import sys, netcalc\n"
        "netcalc.calculate(netcalc.load('lenet5'))._repr_html_()\n"
        "assert not {'IPython', 'numpy', 'rich', 'typer'} & set(sys.modules)"
    )
    printed(program)
