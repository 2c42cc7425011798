"""What PyTorch has no module for, as classes and functions that are written above the network that needs them."""

from typing import Final

from netcalc.models.source.pytorch.own.attention import ATTENTION
from netcalc.models.source.pytorch.own.functions import FUNCTIONS
from netcalc.models.source.pytorch.own.maps import MAPS
from netcalc.models.source.pytorch.own.recurrent import RECURRENT

OWN: Final = {**FUNCTIONS, **MAPS, **ATTENTION, **RECURRENT}  # in the order in which they are written
