"""What takes the place of a spec's own fields, and what its memory is counted for, as one parameter of a command."""

from typing import TYPE_CHECKING, Final, NamedTuple

from netcalc.cli.options.changes import PHASES, Changes, Input, Phase, Settings, overrides
from netcalc.cli.options.memory import Batch, Dtype, Optimizer, Stored, Trainer

if TYPE_CHECKING:
    from netcalc.network.network import Network
    from netcalc.report.report import Report


class Counted(NamedTuple):
    """What takes the place of a spec's own fields, and what its memory is counted for."""

    given: Input = None
    settings: Settings = None
    batch: Batch = 1
    dtype: Stored = Dtype.FLOAT32
    optimizer: Trainer = Optimizer.SGD
    phase: Phase = PHASES[-1]

    def load(self, spec: str) -> "Network":
        """Load a spec so changed."""
        if self.settings:
            from netcalc.cli.options.settings import load_counted

            return load_counted(spec, self.phase, overrides(self.given), self.settings)
        return Changes(self.given, None, self.phase).load(spec)

    def batch_of(self, network: "Network") -> int:
        """Give the batch: the one that is set, else that of `--batch`."""
        if not self.settings:
            return self.batch
        from netcalc.cli.options.settings import batch_set

        return batch_set(self.settings, network) or self.batch

    def report(self, network: "Network", tool: str | None = None) -> "Report":
        """Work a network out, with its memory; as a tool counts, where one is named."""
        if tool is not None:
            return self._like(network, tool)
        from netcalc.calculator.calculator import calculate

        return calculate(network, batch=self.batch_of(network), dtype=self.dtype.value, optimizer=self.optimizer.value)

    def _like(self, network: "Network", tool: str) -> "Report":
        from netcalc.conventions.counting import like
        from netcalc.conventions.tools import TOOLS

        return like(
            network, TOOLS[tool], batch=self.batch_of(network), dtype=self.dtype.value, optimizer=self.optimizer.value
        )


COUNTED: Final = Counted()
