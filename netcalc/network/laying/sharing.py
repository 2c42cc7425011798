"""Whose arrays a layer uses, or all layers of a block in use: names looked up, and what is wrong with them."""

from collections.abc import Sequence
from dataclasses import replace

from netcalc.layers.base import Layer
from netcalc.layers.written.sharing import Share
from netcalc.network.graph import Group, Node, Sharing
from netcalc.network.items import Use
from netcalc.network.laying.references import LEFT_OUT, References
from netcalc.network.laying.scope import Scope
from netcalc.problems import INVALID_VALUE, UNKNOWN_REFERENCE, Path, Problem
from netcalc.text.counted import counted

BEFORE = "only what stands before it can be shared"


def of_layer(item: Layer, scope: Scope, path: Path, references: References, groups: dict[str, Group]) -> Sharing | None:
    """Find whose arrays a layer uses; None where it uses its own."""
    if item.share is None:
        return None
    where = (*path, item.kind, "share")
    full = _meant(item.share, item.name, scope, where, references)
    if full is None:
        return None
    found = Sharing(scope.home.every[full], item.share.transpose, where, scope.uses)
    group = groups.get(full)
    if group is None:
        return found
    what = "a repeat" if group.kind == "repeat" else f"a use of the block {group.kind}"
    return found._replace(unlike=f"{item.share.layer} is {what}, and {item.kind} shares with one layer")


def of_use(
    item: Use, nodes: Sequence[Node], scope: Scope, path: Path, references: References, groups: dict[str, Group]
) -> tuple[str | None, list[Node]]:
    """Let the layers of a block in use take the arrays of another use's, in order; the other's name comes first."""
    if item.share is None:
        return None, list(nodes)
    where = (*path, "share")
    full = _meant(item.share, item.name, scope, where, references)
    if full is None:
        return None, list(nodes)
    if item.share.transpose:
        message = "a block shares its arrays as they are: `transpose` is for one layer"
        references.findings.note(Problem(code=INVALID_VALUE, message=message, path=where, uses=scope.uses))
    group, shared = groups.get(full), Sharing(scope.home.every[full], False, where, scope.uses)  # noqa: FBT003
    unlike = _unlike(item, group, len(nodes))
    if group is None or unlike:
        first = nodes[0]._replace(share=shared._replace(unlike=unlike)) if nodes else None
        return None, [*([first] if first else []), *nodes[1:]]
    owners = range(group.span.start, group.span.stop)
    return full, [node._replace(share=shared._replace(owner=one)) for node, one in zip(nodes, owners, strict=True)]


def _unlike(item: Use, group: Group | None, count: int) -> str:
    """Say why the layers of a use cannot be taken in order; empty where they can."""
    name = item.share.layer if item.share else ""
    if group is None or group.kind != item.kind:
        what = "a layer" if group is None else "a repeat" if group.kind == "repeat" else f"a use of {group.kind}"
        return f"{name} is {what}, and {item.kind} shares with a use of {item.kind}"
    held = group.span.stop - group.span.start
    return f"{name} has {counted(held, 'layer')}, and this use of {item.kind} has {count}" if held != count else ""


def _meant(share: Share, own: str | None, scope: Scope, path: Path, references: References) -> str | None:
    """Give the full name of whose arrays are used; None, and a problem, where there is no such layer."""
    full = scope.meant(share.layer)
    if full is not None and scope.home.every[full] >= 0:
        return full
    if full is not None:
        message, hint = f"`{share.layer}` is an input: it stores nothing to share", BEFORE
    elif share.layer == own:
        message, hint = f"`{own}` cannot share with itself", BEFORE
    else:
        message = f"no layer before this one is called `{share.layer}`"
        near = LEFT_OUT if scope.left_out(share.layer) else references.near(share.layer, scope)
        hint = near or BEFORE
    known = references.excused(share.layer) or references.findings.knows(UNKNOWN_REFERENCE, path, share.layer)
    if not known:
        problem = Problem(code=UNKNOWN_REFERENCE, message=message, hint=hint, path=path)
        references.findings.note(replace(problem, uses=scope.uses), share.layer)
    return None
