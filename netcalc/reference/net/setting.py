"""A layer of a report as its gate needs it."""

from netcalc.network.network import Network
from netcalc.reference.tape.setting import Setting
from netcalc.report.report import LayerReport


def setting_of(layer: LayerReport, network: Network) -> Setting:
    """Take what a spec says of a layer, and the volumes that come in."""
    working = layer.working
    given = tuple(volume for volume in working.given if volume is not None)
    return Setting(working.layer, given, getattr(working.layer, "rounding", None) or network.rounding)
