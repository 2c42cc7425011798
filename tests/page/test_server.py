"""The server of the page: it answers this machine alone, and serves nothing but the front."""

import json
import re
import socket

import pytest

from netcalc import calculate
from netcalc.network.bundle import text as spec_text
from netcalc.network.network import Network
from netcalc.page.front import FILES, FOLDER, MODULES, json_for_html, served, text
from netcalc.page.server import app
from netcalc.text.source import Source
from tests.support.asgi import Reply, asked
from tests.support.running import Run

HOST = "127.0.0.1:8765"
APP = app(8765, "input: 3 # </script><script>\nlayers: [relu]\n")
KIND = "application/json"


def get(path: str, host: str = HOST, **headers: str) -> Reply:
    return asked(APP, "GET", path, host=host, **headers)


def post(path: str, body: bytes | None, host: str = HOST, **headers: str) -> Reply:
    return asked(APP, "POST", path, body=body, host=host, **{"content_type": KIND, **headers})


def test_the_page_asks_nobody_else() -> None:
    reply = get("/")
    policy = reply.headers["content-security-policy"]
    assert reply.status == 200
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert re.findall(r'(?:src|href)="(?!/static/|#|data:,)', reply.text) == []
    for name in FILES:
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", text(name)), name


@pytest.mark.parametrize("host", ["evil.example:8765", "127.0.0.1", "127.0.0.1:80", "localhost.evil.example:8765", ""])
def test_another_host_is_refused(host: str) -> None:
    assert get("/", host=host).status == 403
    assert post("/ask/spec", b'{"name": "lenet5"}', host=host).status == 403


def test_another_page_is_refused() -> None:
    assert post("/ask/start", b"{}", origin="http://evil.example").status == 403
    assert post("/ask/start", b"{}", origin=f"http://{HOST}").status == 200
    assert post("/ask/start", b"{}", content_type="text/plain").status == 415


@pytest.mark.parametrize(
    "path", ["/static/../server.py", "/static/index.html", "/static/nothing.js", "/etc/passwd", "/static/"]
)
def test_nothing_else_is_served(path: str) -> None:
    assert get(path).status == 404


def test_what_the_front_needs_is_served() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*FILES, "index.html"}
    for name in FILES:
        reply = get(f"/static/{name}")
        assert (reply.status, reply.headers["x-content-type-options"]) == (200, "nosniff")
    wanted = {name for each in MODULES for name in re.findall(r'from "([^"]+)"', text(each))}
    assert wanted <= {*MODULES, "answers"}
    assert wanted | {"main.js", "served.js", "inside.js"} >= set(MODULES)


def test_every_element_that_the_modules_ask_for_is_in_the_page() -> None:
    wanted = {name for each in MODULES for name in re.findall(r'\$\("([\w-]+)"\)', text(each))}
    there = set(re.findall(r'id="([\w-]+)"', text("index.html")))
    assert wanted <= there


def test_the_spec_it_begins_with_is_data() -> None:
    page = get("/").text
    held = re.search(r'<script type="application/json" id="first">(.*?)</script>', page)
    assert held
    assert json.loads(held[1]) == "input: 3 # </script><script>\nlayers: [relu]\n"
    assert page.count("<script") == 3
    assert json_for_html("<") == r'"\u003c"'
    assert served("")[0].count("<script") == 3


def test_questions_are_answered_a_line_each() -> None:
    reply = post("/ask/spec", b'{"name": "lenet5"}')
    assert json.loads(reply.text)["text"].startswith("# LeNet-5")
    assert post("/ask/nothing", b"{}").status == 400
    assert post("/ask/spec", b"{").status == 400
    assert post("/ask/network", b'{"spec": "' + b"x" * 2**20 + b'"}').status == 413


def test_who_goes_away_while_asking_stops_nothing() -> None:
    assert post("/ask/network", None).status == 400


def test_a_port_that_is_taken_is_said(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
        ran = run("page", "lenet5", "--port", str(port))
    assert ran.status == 2
    assert f"port {port} cannot be served at" in ran.err
    assert run("page", "nosuch").status == 2
    assert run("page", "--port", "0").status == 2


def test_the_page_begins_with_what_is_set(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    begun: list[str] = []
    monkeypatch.setattr("netcalc.page.server.serve", lambda _port, spec, _ready: begun.append(spec))
    assert run("page", "lenet5", "--set", "conv1.filters=8", "--input", "28x28x1").status == 0
    network = Network.read(Source(begun[0], "-"))
    assert (network.input, calculate(network)["conv1"].output) == ((28, 28, 1), (24, 24, 8))
    assert begun[0].endswith("set:\n  conv1.filters: 8\n")
    assert [line for line in spec_text("lenet5").splitlines() if "#" in line and line not in begun[0]] == []
    assert run("page", "lenet5", "--set", "conv9.filters=8").status == 2
    assert run("page", "lenet5").status == 0
    assert begun[1] == spec_text("lenet5")
