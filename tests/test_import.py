"""What `import netcalc` brings: every public name, and nothing heavy."""

from importlib import import_module
from pkgutil import walk_packages

import pytest

import netcalc
from netcalc.layers import CATALOGUE
from tests.support.running import printed

HEAVY = ("numpy", "rich", "typer", "yaml", "pydantic")


def loaded(program: str, *modules: str) -> set[str]:
    """Run a program, and say which of the modules it loaded."""
    code = f"{program}\nimport sys\nprint(*({modules!r} & sys.modules.keys()))".replace(repr(modules), repr({*modules}))
    return set(printed(code).split())


def test_importing_it_loads_nothing_heavy() -> None:
    assert loaded("import netcalc", *HEAVY) == set()


def test_calculating_loads_neither_numpy_nor_rich() -> None:
    program = "import netcalc; netcalc.calculate(netcalc.load('lenet5'))"
    assert loaded(program, "numpy", "rich", "typer") == set()


# The two tests above can fail: what is loaded is found.
@pytest.mark.parametrize("heavy", HEAVY)
def test_a_heavy_module_that_is_loaded_would_be_found(heavy: str) -> None:
    assert heavy in loaded(f"import netcalc, {heavy}", *HEAVY)


def test_all_is_complete() -> None:
    public = {kind.__name__ for kind in CATALOGUE.values()} | {
        "Network", "Problem", "Repeat", "Report", "SpecError", "Volume", "__version__", "calculate", "load",
    }  # fmt: skip
    assert public <= set(netcalc.__all__)
    assert len(set(netcalc.__all__)) == len(netcalc.__all__)
    assert set(dir(netcalc)) == set(netcalc.__all__)


def test_every_module_can_be_loaded() -> None:
    names = [each.name for each in walk_packages(netcalc.__path__, "netcalc.")]
    assert len(names) > 500
    for name in names:
        import_module(name)


@pytest.mark.parametrize("name", netcalc.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(netcalc, name) is not None


def test_a_star_brings_all() -> None:
    names: dict[str, object] = {}
    exec("from netcalc import *", names)  # noqa: S102  what a notebook does
    assert set(netcalc.__all__) <= names.keys()


def test_a_name_that_is_not_there_is_said_so() -> None:
    with pytest.raises(AttributeError, match="nothing_of_this_name"):
        netcalc.nothing_of_this_name  # noqa: B018


def test_it_is_typed_and_has_a_version() -> None:
    assert netcalc.__version__.count(".") == 2
    assert netcalc.__doc__
