"""Arguments and options of commands: those that several share, and groups that stand as one parameter."""

from netcalc.cli.options.changes import CHANGES, Changes
from netcalc.cli.options.counted import COUNTED, Counted
from netcalc.cli.options.forms import DOCUMENTS, Advice, Format, format_option, one_of
from netcalc.cli.options.like import Like
from netcalc.cli.options.memory import Dtype, Optimizer
from netcalc.cli.options.spec import Spec, complete_layer, complete_query, complete_spec

__all__ = [
    "CHANGES",
    "COUNTED",
    "DOCUMENTS",
    "Advice",
    "Changes",
    "Counted",
    "Dtype",
    "Format",
    "Like",
    "Optimizer",
    "Spec",
    "complete_layer",
    "complete_query",
    "complete_spec",
    "format_option",
    "one_of",
]
