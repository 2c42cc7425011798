"""The training tab: a small net learns points that netcalc makes, an answer an epoch."""

from collections.abc import Callable, Iterator
from typing import Annotated, Any, Final, Literal

from pydantic import Field

from netcalc.page.questions.asked import OfSpec
from netcalc.page.questions.telling import told
from netcalc.problems import INVALID_DATA, LIMIT_EXCEEDED, Problem, SpecError
from netcalc.training import Run, train
from netcalc.training.data.catalogue import GENERATORS
from netcalc.training.views import curve, plane

MOST_WORK: Final = 10**7  # multiplications of one example
EVERY: Final = 25  # pictures of a run, at most


class Trained(OfSpec):
    """A run of `netcalc train`, on generated points alone: no file is read or written."""

    data: Annotated[str, Field(max_length=20)]
    epochs: Annotated[int, Field(ge=1, le=500)] = 30
    batch: Annotated[int, Field(ge=1, le=1000)] = 32
    lr: Annotated[float, Field(gt=0, le=1e6, strict=False)] = 0.1
    optimizer: Literal["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"] = "sgd"
    l2: Annotated[float, Field(ge=0, le=1e6, strict=False)] = 0.0
    samples: Annotated[int, Field(ge=10, le=2000)] = 300
    seed: Annotated[int, Field(ge=0, le=10**9)] = 0

    def answers(self) -> Iterator[object]:
        """Give the run as it stands after each epoch, what it has learned now and then, at last the verdicts."""
        network = self._small()
        words: dict[str, Any] = self.model_dump(exclude={"spec"})
        shown = max(1, self.epochs // EVERY)

        def running(tell: Callable[[dict[str, Any]], None]) -> dict[str, Any]:
            run = train(network, told=lambda run: tell(_stands(run, pictured=len(run.history) % shown == 0)), **words)
            return {**_stands(run, pictured=True), "verdicts": run.verdicts, "diverged": run.diverged}

        yield from told(running)

    def _small(self) -> Any:
        """Give the network without what its spec says of files; SpecError where it is too large to wait for."""
        if self.data.partition(":")[0] not in GENERATORS:
            message = f"{self.data} is no set of points that netcalc makes"
            raise SpecError([Problem(code=INVALID_DATA, message=message, hint=", ".join(GENERATORS))])
        network = self.network.replace(train={})
        macs = self.report.totals.macs
        if macs is None or macs > MOST_WORK:
            message = "this network is too large to train in the page"
            raise SpecError([Problem(code=LIMIT_EXCEEDED, message=message, hint="`netcalc train` trains it")])
        return network


def _stands(run: Run, *, pictured: bool) -> dict[str, Any]:
    """Say where a run stands; with a picture, what it says of every place."""
    return {
        "epochs": run.history[-1:],
        "start": run.start,
        **({"plane": _plane(run), "curve": _curve(run)} if pictured else {}),
    }


def _plane(run: Run) -> dict[str, Any] | None:
    """Give the plane as rows of classes, a sign each, with the points."""
    found = plane(run)
    if found is None:
        return None
    return {
        "points": found.points.tolist(),
        "classes": found.classes.tolist(),
        "across": [float(found.across[0]), float(found.across[-1])],
        "down": [float(found.down[0]), float(found.down[-1])],
        "said": ["".join(map(str, row)) for row in found.said.astype(int).tolist()],
    }


def _curve(run: Run) -> dict[str, Any] | None:
    found = curve(run)
    return None if found is None else {name: each.ravel().tolist() for name, each in found._asdict().items()}
