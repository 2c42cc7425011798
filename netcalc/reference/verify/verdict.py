"""What verifying a network found, as data: a row a layer, and the network as a whole."""

from dataclasses import dataclass

from netcalc.reference.verify.fields.everything import AllCheck
from netcalc.reference.verify.fields.field import FieldCheck
from netcalc.reference.verify.gradients.gradient import GradientCheck
from netcalc.reference.verify.health import UNMEASURED, Health, LeftOut
from netcalc.volume import Volume


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerCheck:
    """One layer as it ran: what its arrays measure, how its gradients compare, its health, and why it fails.

    `left_out`: its numbers are stated, so that there was nothing to run.
    """

    name: str
    kind: str
    output: Volume
    params: int
    buffers: int
    multiplications: int
    gradients: tuple[GradientCheck, ...]
    health: Health = UNMEASURED
    reasons: tuple[str, ...] = ()
    left_out: bool = False

    @property
    def passed(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.reasons

    @property
    def gradient_error(self) -> float:
        """The largest error of its gradients."""
        return max((check.error for check in self.gradients), default=0.0)

    @property
    def kinks(self) -> int:
        """How many outputs were left out because a difference crossed their kink."""
        return sum(check.kinks for check in self.gradients)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What came of verifying a network; `whole` is the gradient of the loss along one direction of everything.

    None for what was not reached, since a layer before it is wrong. Health was taken on `health_batch` examples, or
    left out for want of memory or of time (work). A note is no fault.
    """

    name: str | None
    seed: int
    batch: int
    dtype: str
    init: str
    loss_kind: str
    loss: float | None = None
    expected_loss: float | None = None
    layers: tuple[LayerCheck, ...] = ()
    whole: GradientCheck | None = None
    field: FieldCheck | None = None
    everything: AllCheck | None = None
    health_batch: int | None = None
    health_left_out: LeftOut | None = None
    notes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every layer passed, and the network as a whole."""
        return not self.reasons and all(layer.passed for layer in self.layers)

    @property
    def max_gradient_error(self) -> float:
        """The largest error of any layer's gradients."""
        return max((layer.gradient_error for layer in self.layers), default=0.0)
