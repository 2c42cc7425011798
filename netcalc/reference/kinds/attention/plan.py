"""How attention is laid out: its heads, their size, how a map is cut into tiles, by the layer's own fields."""

from typing import NamedTuple

from netcalc.reference.kinds.attention.tiles import Tiles
from netcalc.reference.tape.setting import Setting
from netcalc.reference.windows.written import per_axis


class Plan(NamedTuple):
    """What a layer's fields, and what it reads, come to."""

    heads: int
    kv_heads: int
    size: int
    tiles: Tiles
    keys: int
    causal: bool

    @property
    def rows(self) -> tuple[int, int, int]:
        """How many rows of the projections make queries, keys, values."""
        return self.heads * self.size, self.kv_heads * self.size, self.kv_heads * self.size

    @property
    def group(self) -> int:
        """How many heads ask one that answers."""
        return self.heads // self.kv_heads


def planned(setting: Setting) -> Plan:
    """Lay a layer out where it stands."""
    heads, whole = setting.of("heads"), setting.extents
    tiled = setting.of("window_") is not None
    tile, shift = (per_axis(setting, "window_"), per_axis(setting, "shift")) if tiled else (whole, (0,) * len(whole))
    tiles = Tiles(whole, tuple(tile), tuple(shift))
    size = setting.of("head_size") or setting.depth // heads
    keys = setting.given[1].values // setting.given[1].depth if len(setting.given) > 1 else tiles.positions
    return Plan(heads, setting.of("kv_heads") or heads, size, tiles, keys, setting.of("causal"))
