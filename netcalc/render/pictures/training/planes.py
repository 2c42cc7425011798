"""The panels of a run that show what was learned: boundary, bent plane, curve, values, first-layer weights."""

from collections.abc import Callable, Sequence
from math import ceil, sqrt
from typing import TYPE_CHECKING, Final, TypeVar

from netcalc.reference.tape.gate import Array
from netcalc.render.pictures.training.curves import INK
from netcalc.render.pictures.training.style import key
from netcalc.training.maps import Maps
from netcalc.training.run import Run
from netcalc.training.verdicts.start import first_weights
from netcalc.training.views import Curve, Plane, bent, curve, plane, values

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Seen = TypeVar("Seen")  # a plane, or a curve
MARKS: Final = "os^Dv<>P*X"
MOST: Final = 36  # filters
CLASSES_ACROSS: Final = 5


def boundary(run: Run, axes: "Axes") -> bool:
    """Draw what the net says of every place, and the points of the training share."""
    return _titled(plane(run), draw_plane, "boundary", axes)


def fitted(run: Run, axes: "Axes") -> bool:
    """Draw the curve that was learned over its points."""
    return _titled(curve(run), draw_curve, "the curve it learned", axes)


def _titled(found: Seen | None, draw: "Callable[[Seen, Axes], None]", title: str, axes: "Axes") -> bool:
    """Draw what there is to see, under a title; False where there is nothing."""
    if found is None:
        return False
    draw(found, axes)
    axes.set(title=title)
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
    key(axes, CLASSES_ACROSS)


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


def draw_curve(found: Curve, axes: "Axes") -> None:
    """Draw a curve over the points that it was learned from."""
    axes.plot(found.x, found.y, ".", color="#999999", markersize=3, label="examples")
    axes.plot(found.at, found.made, color=INK[1], label="the net")
    axes.set(xlabel="input", ylabel="output")
    key(axes)


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
    colour = weights.shape[1] == 3
    pictures = [_grey(tile).transpose(1, 2, 0) if colour else _grey(tile.mean(axis=0)) for tile in weights[:MOST]]
    draw_tiles(pictures, axes)
    axes.set(title="first-layer weights")
    return True


def draw_maps(found: Maps, axes: "Axes") -> None:
    """Draw a layer's activation maps, all in one scale of grey."""
    draw_tiles([*_grey(found.maps)], axes)
    axes.set(title=f"{found.layer}: {found.depth} slices" if found.depth > 1 else found.layer)


def _grey(values: Array) -> Array:
    """Lay values between 0 and 1."""
    low, high = float(values.min()), float(values.max())
    return (values - low) / ((high - low) or 1)


def draw_tiles(pictures: Sequence[Array], axes: "Axes") -> None:
    """Draw pictures of one size side by side, in rows, a pixel apart."""
    across = ceil(sqrt(len(pictures)))
    high, wide = pictures[0].shape[:2]
    axes.axis("off")
    for place, picture in enumerate(pictures):
        row, column = divmod(place, across)
        left, top = column * (wide + 1), row * (high + 1)
        extent = (left, left + wide, top + high, top)
        axes.imshow(picture, cmap="gray", vmin=0, vmax=1, extent=extent, interpolation="nearest")
    axes.set(xlim=(0, across * (wide + 1)), ylim=(-(-len(pictures) // across) * (high + 1), 0))
    axes.set_aspect("equal")
