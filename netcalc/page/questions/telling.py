"""What is told while something runs, given one after the other to whoever asks."""

from collections.abc import Callable, Iterator
from queue import Queue
from threading import Thread
from typing import TypeVar

Told = TypeVar("Told")


class Left(Exception):
    """Nobody listens any more."""


class End(Exception):
    """What ran has ended, perhaps by this."""

    def __init__(self, raised: BaseException | None) -> None:
        """Carry what was raised."""
        super().__init__(raised)
        self.raised = raised


def told(run: Callable[[Callable[[Told], None]], Told]) -> Iterator[Told]:
    """Run in a thread of its own, and give what it tells, then what comes of it; where nobody listens it ends.

    >>> list(told(lambda tell: tell(1) or 2))
    [1, 2]
    """
    said: Queue[Told | End] = Queue(maxsize=1)
    left: list[bool] = []

    def tell(what: Told) -> None:
        if left:
            raise Left
        said.put(what)

    def running() -> None:
        try:
            said.put(run(tell))
            said.put(End(None))
        except Left:
            pass
        except BaseException as error:  # noqa: BLE001  it is raised where somebody listens
            said.put(End(error))

    thread = Thread(target=running, daemon=True)
    thread.start()
    try:
        while not isinstance(found := said.get(), End):
            yield found
        if found.raised is not None:
            raise found.raised
    finally:
        left.append(True)
        while thread.is_alive() and not said.empty():
            said.get()
