"""What came of checking a layer: a finding for each array on each shape."""

from dataclasses import dataclass

from netcalc.reference.student.closeness import CLOSE


@dataclass(frozen=True, slots=True)
class Finding:
    """One array on one shape: how far it is off the reference and off differences, and what is likely the cause.

    None where it could not be compared: no reference is known, or the function broke off.
    """

    array: str
    shape: str
    error: float | None
    numeric_error: float | None
    cause: str = ""

    @property
    def passed(self) -> bool:
        """Whether it is right."""
        errors = [found for found in (self.error, self.numeric_error) if found is not None]
        return bool(errors) and all(found < CLOSE for found in errors)

    @property
    def off(self) -> bool:
        """Whether it is not what the reference makes."""
        return self.error is not None and not self.error < CLOSE


@dataclass(frozen=True, slots=True)
class LayerVerdict:
    """What came of checking a layer: a finding for each array on each shape; none at all is no pass."""

    kind: str | None
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether everything is right."""
        return bool(self.findings) and all(finding.passed for finding in self.findings)

    @property
    def wrong(self) -> tuple[str, ...]:
        """The arrays that are wrong on any shape, each once."""
        return tuple(dict.fromkeys(finding.array for finding in self.findings if not finding.passed))
