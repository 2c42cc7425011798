"""Small sets that the lectures draw: points of two or more classes in a plane, and curves of one input.

Each takes the number of points, of classes and a source of chance, and gives x (N, 2) or (N, 1), and y.
"""

from typing import TypeAlias

import numpy as np

from netcalc.reference.tape.gate import Array

Chance: TypeAlias = np.random.Generator
Made: TypeAlias = tuple[Array, Array]
TURN = 4.0  # radians that an arm of the spiral turns (CS231n)


def _labels(points: int, classes: int) -> Array:
    return np.arange(points) % classes


def xor(points: int, _classes: int, chance: Chance) -> Made:
    """Draw four clouds at the corners (±1, ±1): class 1 where the signs differ."""
    corner = np.arange(points) % 4
    signs = np.stack([corner % 2, corner // 2], axis=1)  # (N, 2), 0 or 1
    return 2.0 * signs - 1 + 0.2 * chance.standard_normal((points, 2)), signs[:, 0] ^ signs[:, 1]


def conjunction(points: int, _classes: int, chance: Chance) -> Made:
    """Draw the same four clouds: class 1 where both are positive."""
    x, _ = xor(points, 2, chance)
    corner = np.arange(points) % 4
    return x, (corner == 3).astype(int)


def moons(points: int, classes: int, chance: Chance) -> Made:
    """Draw two half circles that reach into each other."""
    y = _labels(points, classes)
    angle = np.pi * chance.random(points)
    upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    lower = np.stack([1 - np.cos(angle), 0.5 - np.sin(angle)], axis=1)
    return np.where(y[:, None] == 0, upper, lower) + 0.1 * chance.standard_normal((points, 2)), y


def circles(points: int, classes: int, chance: Chance) -> Made:
    """Draw rings around each other, the classes from the inside out."""
    y = _labels(points, classes)
    angle, radius = 2 * np.pi * chance.random(points), (y + 1) / classes
    x = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return x + 0.2 / classes * chance.standard_normal((points, 2)), y


def spiral(points: int, classes: int, chance: Chance) -> Made:
    """Draw an arm a class, each turning four radians on its way out (CS231n's case study)."""
    y = _labels(points, classes)
    radius = (np.arange(points) // classes + 1) / max(1, points // classes)
    angle = 2 * np.pi * y / classes + TURN * radius + 0.2 * chance.standard_normal(points)
    return radius[:, None] * np.stack([np.sin(angle), np.cos(angle)], axis=1), y


def blobs(points: int, classes: int, chance: Chance) -> Made:
    """Draw a cloud a class, on a circle."""
    y = _labels(points, classes)
    angle = 2 * np.pi * y / classes
    x = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return x + 0.6 / classes * chance.standard_normal((points, 2)), y


def line(points: int, _classes: int, chance: Chance) -> Made:
    """Draw y = 2x - 0.5, and some noise."""
    x = np.linspace(-1, 1, points)[:, None]
    return x, 2 * x - 0.5 + 0.1 * chance.standard_normal((points, 1))


def sine(points: int, _classes: int, chance: Chance) -> Made:
    """Draw a whole wave, y = sin(πx), and some noise."""
    x = np.linspace(-1, 1, points)[:, None]
    return x, np.sin(np.pi * x) + 0.05 * chance.standard_normal((points, 1))


def bumps(points: int, _classes: int, chance: Chance) -> Made:
    """Draw three bumps of unlike height and width, and a little noise: what more units can come nearer to."""
    x = np.linspace(-1, 1, points)[:, None]
    heights, places, widths = np.array([1.0, -0.7, 0.8]), np.array([-0.6, 0.0, 0.5]), np.array([0.12, 0.2, 0.08])
    made = (heights * np.exp(-0.5 * ((x - places) / widths) ** 2)).sum(axis=1, keepdims=True)
    return x, made + 0.02 * chance.standard_normal((points, 1))
