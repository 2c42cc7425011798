"""The front: one HTML file, a style, and modules of JavaScript that are named as they are imported."""

import json
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "static"
STYLE: Final = "style.css"
MODULES: Final = (
    "main.js", "ask.js", "served.js", "inside.js", "elements.js", "tabs.js", "editor.js", "lines.js", "offers.js",
    "completion.js", "highlight.js", "network.js", "table.js", "circuit.js", "practice.js", "training.js", "curves.js",
    "sharing.js",
)  # fmt: skip
FILES: Final = (STYLE, *MODULES)


def text(name: str) -> str:
    """Give the text of a file of the front."""
    return (FOLDER / name).read_text(encoding="utf-8")


def json_for_html(value: object) -> str:
    """Write JSON that may stand in an HTML file: no sign in it begins a tag."""
    return json.dumps(value).replace("<", r"\u003c")


def served(spec: str) -> tuple[str, str]:
    """Give the page as the server shows it, beginning with a spec, and the policy that keeps it from asking others."""
    places = {**{name: f"/static/{name}" for name in MODULES}, "answers": "/static/served.js"}
    imports = json.dumps({"imports": places})
    head = (
        f'<link rel="stylesheet" href="/static/{STYLE}">\n<script type="importmap">{imports}</script>\n'
        '<script type="module" src="/static/main.js"></script>'
    )
    page = text("index.html").replace("<!-- head -->", head).replace("<!-- first -->", json_for_html(spec))
    mark = b64encode(sha256(imports.encode()).digest()).decode()
    return page, (
        f"default-src 'none'; script-src 'self' 'sha256-{mark}'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
