"""How long `netcalc verify` takes, and how much memory at its peak, on the largest of the course's networks.

python tests/benchmarks/verifying.py [NAME ...]

Seconds on the clock say little on a machine that others use too: the processor's own stand beside them.
"""

import os
import resource
import subprocess
import sys
import time

GOALS = {"alexnet": (15, 3.0), "vgg16": (40, 3.0)}  # seconds on two quiet cores, GiB


def measured(name: str) -> tuple[float, float, float]:
    """Verify a network in a process of its own: seconds on the clock, seconds of the processor, GiB."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "netcalc", "verify", name, "--format", "json"], check=True, stdout=subprocess.DEVNULL
    )
    taken, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 2**20


def main(names: list[str]) -> None:
    """Measure each, the smaller first, since the peak is that of all so far."""
    sys.stdout.write(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    for name in names or list(GOALS):
        taken, worked, most = measured(name)
        goal = "" if name not in GOALS else f" (at most {GOALS[name][0]} s on quiet cores, {GOALS[name][1]} GiB)"
        sys.stdout.write(f"{name:10}{taken:7.1f} s, {worked:7.1f} s of the processor, {most:5.2f} GiB{goal}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
