"""The page in a real browser: typed into, clicked, read."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from netcalc.page.single import Missing, brought, single
from tests.support.browser import chromium, served
from tests.support.running import ROOT, Run

pytestmark = pytest.mark.browser
SMALL = "input: 8x8x3\nlayers:\n  - conv: {filters: 4, size: 3}\n  - fc: 2\n"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served() as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    asked, wrong = [], []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.goto(address)
    opened.wait_for_selector("#rows table")
    yield opened
    assert wrong == []
    assert all(url.startswith((address, "data:")) for url in asked)
    context.close()


def type_in(page: Any, text: str) -> None:
    page.fill("#editor textarea", text)


def test_a_misfit_is_typed_and_mended(page: Any) -> None:
    type_in(page, "input: 7x7x3\nlayers:\n  - conv: {filters: 2, size: 3, stride: 3}\n")
    page.wait_for_selector("#problems li.error")
    said = page.inner_text("#problems li.error")
    assert "window-does-not-fit" in said
    assert "stride 1 or 2" in said
    assert "".join(page.locator("#editor span.error").all_inner_texts()) == "stride: 3"
    page.click("#problems button")
    before = "input: 7x7x3\nlayers:\n  - conv: {filters: 2, size: 3, "
    assert page.evaluate("() => document.activeElement.selectionStart") == len(before)
    type_in(page, "input: 7x7x3\nlayers:\n  - conv: {filters: 2, size: 3, stride: 2}\n")
    page.wait_for_selector("#fine:visible")
    assert "3x3x2" in page.inner_text("#rows tbody tr")


def test_what_is_wrong_with_a_line_never_hides_it(page: Any) -> None:
    type_in(page, "input: 7x7x1\nlayers:\n  - conv: {filters: 1, size: 3, stride: 3}\n")  # the caret stands below
    note = page.locator(".row.error .note")
    note.wait_for()
    last = page.locator(".row.error > span:not(.behind)").last.bounding_box()
    assert note.bounding_box()["x"] >= last["x"] + last["width"] - 1


def test_what_stays_beside_a_text_that_cannot_be_read_says_so(page: Any) -> None:
    type_in(page, "input: 7x7x3\nlayers:\n  - dense: 3\n")
    page.wait_for_selector("#stale:visible")
    assert "as it was before" in page.inner_text("#stale")
    type_in(page, SMALL)
    page.wait_for_selector("#stale", state="hidden")


def test_what_a_line_makes_never_hides_it_and_stays_while_others_are_typed(page: Any) -> None:
    long = "conv: {filters: 4, size: 3, pad: 1, stride: 1, dilation: 1, groups: 1, bias: true, rounding: exact}"
    type_in(page, f"input: 8x8x4\nlayers:\n  - relu\n  - {long}\n")
    row = page.locator(".row").nth(3)
    note = row.locator(".note")
    note.wait_for()
    last = row.locator("> span:not(.behind)").last.bounding_box()
    assert note.bounding_box()["x"] >= last["x"] + last["width"] - 1
    page.evaluate("() => (document.querySelectorAll('.row')[3].kept = true)")
    page.keyboard.type("  - fc: 2")  # the caret stands at the end
    page.wait_for_selector("#rows tr[data-layer=fc1]")
    assert page.evaluate("() => document.querySelectorAll('.row')[3].kept")


def test_what_is_too_long_to_be_read_is_said(page: Any) -> None:
    type_in(page, "x" * (2**18 + 1))
    page.wait_for_selector("#problems li:has-text('262,144 at most')")
    type_in(page, SMALL)
    page.wait_for_selector("#problems li.advice")
    page.wait_for_function(
        "() => { const held = new DataTransfer(); held.setData('text', 'y'.repeat(2 ** 18));"
        "document.querySelector('#editor textarea').dispatchEvent(new ClipboardEvent('paste', {clipboardData: held}));"
        "return document.querySelector('#status').textContent.includes('the page reads 262144 at most'); }"
    )
    assert page.input_value("#editor textarea") == SMALL


def test_a_row_shows_its_arithmetic(page: Any) -> None:
    page.click('#rows tr[data-layer="conv1"]')
    page.wait_for_selector("#explained code")
    assert "(32 - 5 + 2·0)/1 + 1 = 28" in page.inner_text("#explained")


def test_a_box_shows_its_arithmetic_and_its_window(page: Any) -> None:
    page.click("#tab-picture")
    page.click('#drawn .spot[data-layer="pool1"]')
    page.wait_for_selector("#explained :text('W2 = (W1 - F + 2P)/S + 1')")
    page.wait_for_selector("#window-drawn svg[aria-label^='pool1']")
    sizes = page.eval_on_selector_all(
        "#drawn text",
        "all => all.map((each) => [`${each.getAttribute('font-size')}px`, getComputedStyle(each).fontSize])",
    )
    assert [pair for pair in sizes if pair[0] != pair[1]] == []
    page.focus('#drawn .spot[data-layer="conv1"]')
    page.keyboard.press("Enter")
    page.wait_for_selector("#window-drawn svg[aria-label^='conv1']")
    assert page.get_attribute("#drawn .spot.chosen", "data-layer") == "conv1"


def test_the_table_is_that_of_the_report(page: Any, run: Run) -> None:
    report = json.loads(run("summary", "lenet5", "--format", "json").out)
    rows = page.eval_on_selector_all(
        "#rows tbody tr", "rows => rows.map(row => [...row.cells].map(cell => cell.innerText))"
    )
    for cells, layer in zip(rows, report["layers"], strict=True):
        numbers = [f"{layer[word]:,}" for word in ("neurons", "weights", "params")]
        assert [cells[0], *cells[2:6]] == [layer["name"], "x".join(map(str, layer["output"])), *numbers]


def test_a_model_file_is_opened(page: Any) -> None:
    page.set_input_files("#file", ROOT / "tests" / "data" / "models" / "image.onnx")
    page.wait_for_selector("#editor textarea")
    page.wait_for_function("() => !document.querySelector('#editor textarea').value.includes('LeNet')")
    page.wait_for_selector("#fine:visible, #problems li.advice")
    page.set_input_files("#file", {"name": "no.onnx", "mimeType": "", "buffer": b"PK\x03\x04 and no more"})
    page.wait_for_selector("#status:has-text('no.onnx is a zip archive')")


def test_names_are_text(page: Any) -> None:
    type_in(page, f"name: <script>alert(1)</script><img src=x>\n{SMALL}")
    page.wait_for_selector("#title:has-text('<script>')")
    assert page.query_selector("#title img, #title script") is None


def test_kinds_are_completed_by_keys(page: Any) -> None:
    page.wait_for_selector("#other option", state="attached")  # the words have come
    type_in(page, "input: 8x8x3\nlayers:\n  - ")
    page.focus("#editor textarea")
    page.keyboard.press("End")
    page.keyboard.type("con")
    page.wait_for_selector("#offers li")
    assert page.inner_text("#offers li b") == "conv"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.input_value("#editor textarea").endswith("- conv_transpose")


def test_tabs_go_by_keys_and_a_circuit_is_drawn(page: Any) -> None:
    page.focus("#tab-network")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#gates svg")
    assert "-12" in page.inner_text("#gates")


def test_an_answer_is_marked(page: Any) -> None:
    page.click("#tab-practice")
    page.wait_for_selector("#question:not(:empty)")
    page.fill("#given", "a quarter past nine")
    page.keyboard.press("Enter")
    page.wait_for_selector("#marked .unread")


def test_every_topic_is_practised_and_a_circuit_is_drawn(page: Any) -> None:
    page.click("#tab-practice")
    page.select_option("#topic", "gradients")
    page.wait_for_function("() => document.querySelector('#question').textContent.startsWith('f =')")
    page.fill("#given", "1/1000")
    page.keyboard.press("Enter")
    page.wait_for_selector("#marked .wrong")
    page.click("#working")
    page.wait_for_selector("#marked svg")
    page.click("#next")
    page.wait_for_function("() => document.querySelector('#score').textContent.startsWith('0 of 1')")


def test_a_small_net_learns(page: Any) -> None:
    page.click("#tab-training")
    page.click("#example")
    page.fill("#epochs", "5")
    page.click("#training-form [type=submit]")
    page.wait_for_selector("#verdicts li")
    assert page.inner_text("#stands").startswith("Epoch 5")


def test_a_link_holds_the_spec(page: Any, address: str) -> None:
    type_in(page, SMALL)
    page.click("#share")
    page.wait_for_url(f"{address}#spec=*")
    page.reload()
    page.wait_for_selector("#rows table")
    assert page.input_value("#editor textarea") == SMALL


@pytest.mark.parametrize("width", [360, 768, 2560])
def test_nothing_is_wider_than_the_page(page: Any, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for tab in ("network", "circuit", "practice", "training"):
        page.click(f"#tab-{tab}")
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width


@pytest.mark.skipif("NETCALC_PYODIDE" not in os.environ, reason="NETCALC_PYODIDE names no folder of Pyodide")
def test_the_file_without_a_server(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(single(Path(os.environ["NETCALC_PYODIDE"]), SMALL), encoding="utf-8")
    opened, asked = browser.new_page(), []
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(file.as_uri())
    opened.wait_for_selector("#rows table", timeout=120_000)
    assert "6x6x4" in opened.inner_text("#rows tbody tr")
    opened.click("#tab-circuit")
    opened.wait_for_selector("#circuit-problems li")
    assert "has no NumPy" in opened.inner_text("#circuit-problems")
    assert [url for url in asked if not url.startswith(("data:", "blob:"))] == [file.as_uri()]


def test_what_is_not_brought_is_said(tmp_path: Path) -> None:
    with pytest.raises(Missing) as raised:
        brought(tmp_path)
    assert "npm install" in raised.value.hint
