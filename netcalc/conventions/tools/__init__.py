"""The tools whose conventions are known: the one list, in the order in which they are named."""

from typing import Final

from netcalc.conventions.tools.calflops import CALFLOPS, DEEPSPEED
from netcalc.conventions.tools.fvcore import FVCORE
from netcalc.conventions.tools.others import DARKNET, FLOP_COUNTER, KERAS, PAPERS, TORCHVISION
from netcalc.conventions.tools.ptflops import PTFLOPS
from netcalc.conventions.tools.thop import THOP
from netcalc.conventions.tools.tool import Tool
from netcalc.conventions.tools.torchinfo import TORCHINFO

TOOLS: Final[dict[str, Tool]] = {
    tool.code: tool
    for tool in (
        TORCHINFO, THOP, PTFLOPS, FVCORE, CALFLOPS, DEEPSPEED, FLOP_COUNTER, TORCHVISION, PAPERS, KERAS, DARKNET
    )
}  # fmt: skip
