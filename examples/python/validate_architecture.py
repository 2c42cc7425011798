"""Does it fit? Build a network in Python, print what is wrong with it, mend it.

Run it: python examples/python/validate_architecture.py
"""

import netcalc


def convnet(stride: int) -> netcalc.Network:
    """Write a small convnet down; nothing is calculated yet."""
    return netcalc.Network(
        input="32x32x3",
        layers=[
            netcalc.Conv(filters=10, size=3, pad=1, stride=stride, name="stem"),
            netcalc.ReLU(),
            netcalc.Pool(size=2),
            netcalc.FC(units=10),
        ],
    )


def main() -> None:
    """Try two strides, then a network that cannot be understood at all."""
    for stride in (2, 1):
        report = netcalc.calculate(convnet(stride))
        print(f"stride {stride}: {'fits' if report.valid else 'does not fit'}")
        for problem in report.problems:
            print(f"  {problem.layer}: {problem.message}\n  {problem.hint}")
    for layer in report:
        print(f"  {layer.name:6}{layer.output!s:>10}{layer.params:>8,}")
    print(f"  {report.totals.params:,} params, {report.memory.training:,} bytes to train\n")

    try:
        netcalc.Network(input="32x32x3", layers=[{"dense": 10}, {"conv": {"filters": 10, "kernel_size": 3}}])
    except netcalc.SpecError as error:
        print(f"{len(error.problems)} problems at once:")
        for problem in error.problems:
            print(f"  {problem.code}: {problem.message} ({problem.hint})")


if __name__ == "__main__":
    main()
