"""The panels of a run that show what was learned: boundary, bent plane, curve, values, first-layer weights."""

from math import ceil, sqrt
from typing import TYPE_CHECKING, Final

from netcalc.render.pictures.training.curves import INK
from netcalc.training.run import Run
from netcalc.training.verdicts.start import first_weights
from netcalc.training.views import Curve, Plane, bent, curve, plane, values

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MARKS: Final = "os^Dv<>P*X"
MOST: Final = 36  # filters


def boundary(run: Run, axes: "Axes") -> bool:
    """Draw what the net says of every place, and the points of the training share."""
    found = plane(run)
    if found is None:
        return False
    draw_plane(found, axes)
    axes.set(title="boundary")
    return True


def draw_plane(found: Plane, axes: "Axes") -> None:
    """Draw what is said of every place of a plane, and points in it."""
    from matplotlib.colors import ListedColormap

    classes = 1 + max(int(found.said.max()), int(found.classes.max()))
    inks = [INK[each % len(INK)] for each in range(classes)]
    axes.pcolormesh(
        found.across, found.down, found.said, cmap=ListedColormap(inks), vmin=-0.5, vmax=classes - 0.5, alpha=0.3,
        shading="nearest", rasterized=True,
    )  # fmt: skip
    for each, ink in enumerate(inks):
        x = found.points[found.classes == each]
        axes.plot(x[:, 0], x[:, 1], MARKS[each % len(MARKS)], color=ink, markersize=3, label=f"class {each}")
    axes.set(xlabel="first input", ylabel="second input")
    axes.legend(loc="upper right", fontsize=7)


def bent_plane(run: Run, axes: "Axes") -> bool:
    """Draw the plane as the last hidden layer sees it."""
    found = bent(run)
    if found is None:
        return False
    for line in found.lines:
        axes.plot(line[:, 0], line[:, 1], color="#999999", linewidth=0.5)
    for each in range(1 + int(found.classes.max())):
        x = found.points[found.classes == each]
        axes.plot(x[:, 0], x[:, 1], MARKS[each % len(MARKS)], color=INK[each % len(INK)], markersize=3)
    names = ("its first unit", "its second") if found.exact else ("where its units spread most", "and second most")
    axes.set(title=f"the plane, as {found.layer} bends it", xlabel=names[0], ylabel=names[1])
    return True


def fitted(run: Run, axes: "Axes") -> bool:
    """Draw the curve that was learned over its points."""
    found = curve(run)
    if found is None:
        return False
    draw_curve(found, axes)
    axes.set(title="the curve it learned")
    return True


def draw_curve(found: Curve, axes: "Axes") -> None:
    """Draw a curve over the points that it was learned from."""
    axes.plot(found.x, found.y, ".", color="#999999", markersize=3, label="examples")
    axes.plot(found.at, found.made, color=INK[1], label="the net")
    axes.set(xlabel="input", ylabel="output")
    axes.legend(loc="upper right")


def histograms(run: Run, axes: "Axes") -> bool:
    """Draw where the values of each activation lie, a layer above the other."""
    found = values(run)
    if not found:
        return False
    for place, layer in enumerate(found):
        top = layer.counts.max() or 1
        axes.stairs(
            place + 0.9 * layer.counts / top, layer.edges, baseline=place, fill=True, color=INK[place % len(INK)]
        )
    axes.set(title="values of the activations", xlabel="value", yticks=range(len(found)))
    axes.set_yticklabels([layer.layer for layer in found])
    return True


def tiles(run: Run, axes: "Axes") -> bool:
    """Draw the weights of the first layer as pictures side by side."""
    weights = first_weights(run, smallest=3)
    if weights is None:
        return False
    shown = weights[:MOST]
    across = ceil(sqrt(len(shown)))
    high, wide = shown.shape[2:]
    colour = shown.shape[1] == 3
    axes.set(
        xlim=(0, across * (wide + 1)), ylim=(-(-len(shown) // across) * (high + 1), 0), title="first-layer weights"
    )
    axes.set_aspect("equal")
    axes.axis("off")
    for place, tile in enumerate(shown):
        row, column = divmod(place, across)
        low, high_ = float(tile.min()), float(tile.max())
        grey = (tile - low) / ((high_ - low) or 1)
        picture = grey.transpose(1, 2, 0) if colour else grey.mean(axis=0)
        left, top = column * (wide + 1), row * (high + 1)
        axes.imshow(picture, cmap="gray", extent=(left, left + wide, top + high, top), interpolation="nearest")
    axes.set(xlim=(0, across * (wide + 1)), ylim=(-(-len(shown) // across) * (high + 1), 0))
    return True
