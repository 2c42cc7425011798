"""Plain data as YAML, as people write specs: short things on one line, and every word read back as it was."""

import re
import sys
from typing import Any, Final

import yaml

WIDTH: Final = 120
PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_. -]*|[0-9]+(x[0-9]+)+")


class _Dumper(yaml.SafeDumper):
    """Writes no aliases, and no braces around a single field."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:  # noqa: FBT001
        node = super().represent_mapping(tag, mapping, flow_style)
        if len(mapping) == 1:  # `- fc: 10` needs no braces
            node.flow_style = False
        return node


def _word(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = None if PLAIN.fullmatch(text) else "'" if text.isprintable() else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _word)


def yaml_text(data: dict[str, Any]) -> str:
    """Write data as YAML."""
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, default_flow_style=None, allow_unicode=True, width=WIDTH)


def inline(data: object) -> str:
    """Write data on one line, as people do: templates in double quotes.

    >>> inline({"filters": "${2 * width}", "size": 3, "pad": "same"})
    '{filters: "${2 * width}", size: 3, pad: same}'
    """
    if isinstance(data, dict):
        return f"{{{', '.join(f'{inline(key)}: {inline(value)}' for key, value in data.items())}}}"
    if isinstance(data, list | tuple):
        return f"[{', '.join(map(inline, data))}]"
    if isinstance(data, str) and "${" in data:
        return f'"{data}"'
    made: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, width=sys.maxsize)
    return made.removesuffix("\n").removesuffix("\n...")
