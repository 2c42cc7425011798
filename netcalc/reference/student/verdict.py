"""What came of checking a layer: a finding for each array on each shape."""

from dataclasses import dataclass, replace
from math import inf
from typing import Final

from netcalc.reference.student.closeness import CLOSE, Entry

FOLLOWS: Final = "it is right for what your forward pass computes: mend that first"


@dataclass(frozen=True, slots=True)
class Finding:
    """One array on one shape: how far it is off the reference and off differences, and what is likely the cause.

    None where it could not be compared: no reference is known, or the function broke off. `entry` is the number that
    is furthest off, `tolerance` what is still right.
    """

    array: str
    shape: str
    error: float | None
    numeric_error: float | None
    cause: str = ""
    entry: Entry | None = None
    tolerance: float = CLOSE
    remark: str = ""
    stub: bool = False

    @property
    def passed(self) -> bool:
        """Whether it is right."""
        errors = [found for found in (self.error, self.numeric_error) if found is not None]
        return bool(errors) and all(found < self.tolerance for found in errors)

    @property
    def off(self) -> bool:
        """Whether it is not what the reference makes."""
        return self.error is not None and not self.error < self.tolerance

    @property
    def follows(self) -> bool:
        """Whether it is off, but the right gradient of what the forward pass computes."""
        return self.off and (self.numeric_error if self.numeric_error is not None else inf) < self.tolerance


@dataclass(frozen=True, slots=True)
class LayerVerdict:
    """What came of checking a layer: a finding for each array on each shape; none at all is no pass."""

    kind: str | None
    findings: tuple[Finding, ...]
    functions: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything is right."""
        return bool(self.findings) and all(finding.passed for finding in self.findings)

    @property
    def wrong(self) -> tuple[str, ...]:
        """The arrays that are wrong on any shape, each once."""
        return tuple(dict.fromkeys(finding.array for finding in self.findings if not finding.passed))

    def named(self, functions: tuple[str, ...]) -> "LayerVerdict":
        """Give the same by other names, those of the file."""
        return replace(self, functions=functions)

    @property
    def stub(self) -> bool:
        """Whether it is not written yet."""
        return any(finding.stub for finding in self.findings)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What else there is to say, each sentence once."""
        return tuple(dict.fromkeys(finding.remark for finding in self.findings if finding.remark))


@dataclass(frozen=True, slots=True)
class FileVerdict:
    """What came of checking a file: a verdict for each layer, loss and net in it; `passed_over` have no known kind."""

    file: str
    functions: tuple[LayerVerdict, ...]
    passed_over: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether there is something, and all of it is right."""
        return bool(self.functions) and all(one.passed for one in self.functions)
