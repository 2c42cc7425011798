"""A small net as a program of single numbers, neuron by neuron, delta by delta."""

from collections.abc import Iterator
from typing import Final

from netcalc import problems
from netcalc.circuits.backward import MATH
from netcalc.circuits.nets.formulas import activation, slope, times
from netcalc.circuits.nets.planned import Matrix, Plan, Step
from netcalc.problems import Problem, SpecError

MOST: Final = 400  # weights


def scalar_code(net: Plan) -> str:
    """Write a net as a program of numbers that runs by itself; SpecError where it is too large for that."""
    weights = sum(len(step.weight) * len(step.weight[0]) for step in net.steps)
    if weights > MOST:
        message = f"{net.name} has {weights:,} weights: number by number a program has at most {MOST}"
        raise SpecError([Problem(code=problems.LIMIT_EXCEEDED, message=message, hint="write it in matrices")])
    lines = [*_inputs(net), "", *_forward(net), "", *_backward(net), "", *_shown(net), ""]
    text = "\n".join(lines)
    return f"import math\n\n{text}" if "math." in text else text


def _at(name: str, *places: int) -> str:
    """Name a value by its places, from 1: W2_13; W2_1_13 where they have two digits."""
    apart = "_" if any(place > 9 for place in places) else ""
    return f"{name}_{apart.join(map(str, places))}"


def _inputs(net: Plan) -> Iterator[str]:
    yield f"# {net.name}: an example, what should come out, random weights"
    yield _set("x", net.x)
    yield _set("y", net.y)
    for number, step in enumerate(net.steps, start=1):
        for unit, row in enumerate(step.weight, start=1):
            yield "; ".join(f"{_at(f'W{number}', unit, place)} = {value!r}" for place, value in enumerate(row, start=1))
        if step.biased:
            yield _set(f"b{number}", step.bias)


def _set(name: str, column: Matrix) -> str:
    return "; ".join(f"{_at(name, place)} = {row[0]!r}" for place, row in enumerate(column, start=1))


def _forward(net: Plan) -> Iterator[str]:
    yield "# forward pass"
    for number, step in enumerate(net.steps, start=1):
        for unit in range(1, len(step.weight) + 1):
            z = _at(f"z{number + 1}", unit)
            products = [
                f"{_at(f'W{number}', unit, place)}*{_out(net, number - 1, place)}"
                for place in range(1, len(step.weight[0]) + 1)
            ]
            yield f"{z} = {' + '.join([*products, *([_at(f'b{number}', unit)] if step.biased else [])])}"
            if step.activation:
                yield f"{_at(f'a{number + 1}', unit)} = {activation(step.activation, z, MATH)}"
    yield from _loss(net)


def _loss(net: Plan) -> Iterator[str]:
    last = len(net.steps)
    places = range(1, len(net.y) + 1)
    pairs = [(_out(net, last, place), _at("y", place)) for place in places]
    match net.loss:
        case "half" | "mse":
            terms = [f"({a} - {y})**2" for a, y in pairs]
            made = _over(" + ".join(terms), 2 if net.loss == "half" else len(pairs))
        case "softmax":
            yield f"total = {' + '.join(f'math.exp({a})' for a, _ in pairs)}"
            for (a, _), place in zip(pairs, places, strict=True):
                yield f"{_at('p', place)} = math.exp({a}) / total"
            terms = [f"{_at('y', place)}*math.log({_at('p', place)})" for place in places]
            made = f"-({' + '.join(terms)})"
        case "logistic":
            made = _over(" + ".join(f"math.log(1 + math.exp({a})) - {y}*{a}" for a, y in pairs), len(pairs))
        case _:
            yield f"right = {' + '.join(f'{y}*{a}' for a, y in pairs)}"
            made = f"{' + '.join(f'max(0.0, {a} - right + 1)' for a, _ in pairs)} - 1"
    yield f"J = {made}" + (f" + {net.l2!r} * ({_squares(net)})" if net.l2 else "")


def _over(text: str, count: int, *, bare: bool = True) -> str:
    if count == 1:
        return text if bare else f"({text})"
    return f"({text}) / {count}"


def _squares(net: Plan) -> str:
    return " + ".join(
        f"{weight}**2" for number, step in enumerate(net.steps, start=1) for weight in _weights(number, step)
    )


def _weights(number: int, step: Step) -> Iterator[str]:
    for unit in range(1, len(step.weight) + 1):
        for place in range(1, len(step.weight[0]) + 1):
            yield _at(f"W{number}", unit, place)


def _backward(net: Plan) -> Iterator[str]:
    yield "# backward pass: delta is the gradient on z"
    last = len(net.steps)
    if net.loss == "svm":
        over = (f"({_out(net, last, place)} - right + 1 > 0)" for place in range(1, len(net.y) + 1))
        yield f"over = {' + '.join(over)}"
    for number in range(last, 0, -1):
        step = net.steps[number - 1]
        for unit in range(1, len(step.weight) + 1):
            above = _from_loss(net, unit) if number == last else _from_above(net, number, unit)
            z, a = _at(f"z{number + 1}", unit), _at(f"a{number + 1}", unit)
            yield f"{_at(f'delta{number + 1}', unit)} = {times(above, slope(step.activation, z, a, MATH))}"
    for number, step in enumerate(net.steps, start=1):
        for unit in range(1, len(step.weight) + 1):
            yield from _gradients(net, number, unit)


def _from_loss(net: Plan, unit: int) -> str:
    a, y, count = _out(net, len(net.steps), unit), _at("y", unit), len(net.y)
    match net.loss:
        case "half":
            return f"({a} - {y})"
        case "mse":
            return f"{'2' if count == 1 else f'2/{count}'} * ({a} - {y})"
        case "softmax":
            return f"({_at('p', unit)} - {y})"
        case "logistic":
            return _over(f"1 / (1 + math.exp(-{a})) - {y}", count, bare=False)
    return f"(({a} - right + 1 > 0) - {y}*over)"


def _from_above(net: Plan, number: int, unit: int) -> str:
    units = range(1, len(net.steps[number].weight) + 1)
    products = (f"{_at(f'W{number + 1}', above, unit)}*{_at(f'delta{number + 2}', above)}" for above in units)
    return f"({' + '.join(products)})"


def _gradients(net: Plan, number: int, unit: int) -> Iterator[str]:
    step = net.steps[number - 1]
    delta = _at(f"delta{number + 1}", unit)
    for place in range(1, len(step.weight[0]) + 1):
        pull = f" + {2 * net.l2!r}*{_at(f'W{number}', unit, place)}" if net.l2 else ""
        yield f"{_at(f'dW{number}', unit, place)} = {_out(net, number - 1, place)} * {delta}{pull}"
    if step.biased:
        yield f"{_at(f'db{number}', unit)} = {delta}"


def _shown(net: Plan) -> Iterator[str]:
    yield 'print("J =", J)'
    for number in range(len(net.steps), 0, -1):
        names = [_at(f"delta{number + 1}", unit) for unit in range(1, len(net.steps[number - 1].weight) + 1)]
        yield f'print("delta{number + 1} =", {", ".join(names)})'


def _out(net: Plan, number: int, place: int) -> str:
    """Name what leaves a neuron of a layer; layer 0 is the input."""
    if number == 0:
        return _at("x", place)
    return _at(f"{'a' if net.steps[number - 1].activation else 'z'}{number + 1}", place)
