"""A page that stands alone: no request leaves it, it follows the reader's light or dark, and it prints well."""

from html import escape
from typing import Final

PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark;
  --paper: #ffffff; --ink: #1f2328; --soft: #57606a; --edge: #d0d7de; --field: #f6f8fa; }}
@media screen and (prefers-color-scheme: dark) {{
  :root {{ --paper: #16191d; --ink: #e6e6e6; --soft: #9aa4ae; --edge: #3b424a; --field: #1f242a; }}
}}
@media print {{
  :root {{ color-scheme: light; }}
  h2, h2 + * {{ break-after: avoid; }}
  svg, tr, pre {{ break-inside: avoid; }}
}}
* {{ box-sizing: border-box; }}
body {{ margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 52rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, "Segoe UI", "DejaVu Sans", Arial, sans-serif; overflow-wrap: anywhere; }}
h1 {{ font-size: 1.6rem; line-height: 1.25; margin: 0 0 1rem; }}
h2 {{ font-size: 1.15rem; margin: 2.2rem 0 .4rem; padding-top: .8rem; border-top: 1px solid var(--edge); }}
small {{ color: var(--soft); font-weight: normal; font-size: .85em; }}
p {{ margin: .8rem 0 .2rem; }}
body > div {{ margin: .2rem 0; }}
code, pre {{ font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: .875em; }}
pre {{ background: var(--field); border: 1px solid var(--edge); border-radius: 6px; padding: .5rem .75rem;
  margin: .6rem 0; white-space: pre-wrap; }}
svg {{ display: block; max-width: 100%; max-height: 42rem; height: auto; margin: .8rem auto; }}
table {{ border-collapse: collapse; margin: .6rem 0; display: block; max-width: 100%; overflow-x: auto; }}
td, th {{ border: 1px solid var(--edge); padding: .25rem .6rem; min-width: 4rem; }}
th {{ background: var(--field); font-weight: 600; }}
</style>
</head>
<body>
{body}</body>
</html>
"""


def around(piece: str, title: str) -> str:
    """Put a page around a piece of HTML."""
    return PAGE.format(title=escape(title), body=piece)
