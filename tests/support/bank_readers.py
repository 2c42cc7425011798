"""Short readers of the formats of question banks: the id, the words, what is right and wrong, the choices."""

import io
import re
import zipfile
from collections.abc import Mapping
from fractions import Fraction
from html import unescape
from typing import NamedTuple
from xml.etree import ElementTree as ET

QTI = {"q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"}
LINE = re.compile(r"([=~])(?:%(-?[0-9.]+)%)?((?:\\.|[^\\#])*)(?:#(.*))?", re.DOTALL)


class Read(NamedTuple):
    """A question as it was read back; an answer has its share and what is said of it."""

    id: str
    text: str
    answers: dict[str, tuple[float, str]]


def _xml(text: str | bytes) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314  our own output


def words(html: str) -> str:
    """Give the words of HTML that has line breaks and no other tags."""
    assert not re.search(r"<(?!br>)", html), html
    return unescape(html.replace("<br>", "\n"))


def gift(text: str) -> list[Read]:
    """Read GIFT as Moodle's importer does: blank lines part questions, a backslash takes a sign's meaning."""
    blocks = [block for block in re.split(r"\n\s*\n", text) if not block.strip().startswith("//")]
    return [_gift(block.strip()) for block in blocks if block.strip()]


def _gift(block: str) -> Read:
    found = re.fullmatch(r"::((?:\\.|[^\\:])*)::\[html\]((?:\\.|[^\\{])*)\{(.*)\}", block, re.DOTALL)
    assert found, block
    lines = [line.strip() for line in found[3].removeprefix("#").split("\n\t") if line.strip()]
    return Read(_bare(found[1]), words(_bare(found[2])), dict(_answer(line, len(lines)) for line in lines))


def _answer(line: str, _: int) -> tuple[str, tuple[float, str]]:
    found = LINE.fullmatch(line)
    assert found, line
    share = float(found[2]) if found[2] else 100.0 * (found[1] == "=")
    return words(_bare(found[3])), (share, words(_bare(found[4] or "")))


def _bare(text: str) -> str:
    assert not re.search(r"(?<!\\)[~=#{}]", re.sub(r"\\\\", "", text)), text
    return re.sub(r"\\(.)", lambda sign: "\n" if sign[1] == "n" else sign[1], text)


def moodle(text: str) -> list[Read]:
    """Read Moodle's XML."""
    questions = [each for each in _xml(text) if each.get("type") != "category"]
    return [
        Read(
            each.findtext("name/text") or "",
            words(each.findtext("questiontext/text") or ""),
            {
                _moodle(answer): (float(answer.get("fraction") or 0), words(answer.findtext("feedback/text") or ""))
                for answer in each.iter("answer")
            },
        )
        for each in questions
    ]


def _moodle(answer: ET.Element) -> str:
    margin, text = answer.findtext("tolerance"), answer.findtext("text") or ""
    return f"{text}:{margin}" if margin is not None else words(text) if answer.get("format") == "html" else text


def qti(packed: bytes) -> list[Read]:
    """Read QTI 1.2 as Canvas does: what the manifest names, item by item."""
    with zipfile.ZipFile(io.BytesIO(packed)) as held:
        manifest = _xml(held.read("imsmanifest.xml"))
        named = [each.get("href") or "" for each in manifest.iter() if each.tag.endswith("}file")]
        assert sorted(named) == sorted(set(held.namelist()) - {"imsmanifest.xml"})
        quiz = _xml(held.read(next(name for name in named if not name.endswith("assessment_meta.xml"))))
    return [_item(item) for item in quiz.iter(f"{{{QTI['q']}}}item")]


def _item(item: ET.Element) -> Read:
    text = words(item.findtext("q:presentation/q:material/q:mattext", "", QTI))
    labels = {
        label.get("ident"): words(label.findtext(".//q:mattext", "", QTI))
        for label in item.iterfind(".//q:render_choice/q:response_label", QTI)
    }
    refused = {each.text for each in item.iterfind(".//q:not/q:varequal", QTI)}
    equal = [each.text or "" for each in item.iterfind(".//q:varequal", QTI) if each.text not in refused]
    right = [labels.get(each, each) for each in equal]
    return Read(item.get("title") or "", text, {**dict.fromkeys(labels.values(), (0.0, "")), **_all(right)})


def _all(right: list[str]) -> dict[str, tuple[float, str]]:
    return dict.fromkeys(right, (100.0, ""))


def text2qti(text: str) -> list[Read]:
    """Read it as text2qti itself does, and then what it made of it."""
    plain = re.sub(r"&lt;/?p&gt;", "", made_by_text2qti(text)).replace("&lt;br /&gt;", "&lt;br&gt;")
    return [_item(item) for item in _xml(plain).iter(f"{{{QTI['q']}}}item")]


def made_by_text2qti(text: str) -> str:
    """Give the QTI that text2qti's own program makes of its text."""
    from text2qti import qti as made_of
    from text2qti.config import Config
    from text2qti.quiz import Quiz

    return str(made_of.QTI(Quiz(text, config=Config(), source_name="bank")).assessment)


def prairielearn(files: Mapping[str, str]) -> list[Read]:
    """Read PrairieLearn's folders: the words of each question, and what its program makes of its known answers."""
    folders = dict.fromkeys(path.split("/")[0] for path in files)
    return [_folder(folder, files) for folder in folders]


def _folder(folder: str, files: Mapping[str, str]) -> Read:
    page = files[f"{folder}/question.html"]
    assert "{{" not in page.replace("{{#feedback.mistake}}<p>{{feedback.mistake}}</p>{{/feedback.mistake}}", "")
    shown = re.search(r"<pl-question-panel>\n<p>(.*)</p>\n</pl-question-panel>", page, re.DOTALL)
    assert shown
    name = re.search(r'(?:answers|file)-name="([^"]*)"', page)
    assert name
    choices = re.findall(r"<pl-answer( correct=\"true\")?>(.*)</pl-answer>", page)
    answers = {words(text): (100.0 * bool(right), "") for right, text in choices}
    if f"{folder}/server.py" in files:
        answers = _marked(files[f"{folder}/server.py"], name[1])
    return Read(name[1].removesuffix(".html"), words(shown[1]), answers)


def _marked(program: str, name: str) -> dict[str, tuple[float, str]]:
    """Run a question's program on all that it knows."""
    held: dict[str, object] = {}
    exec(compile(program, "server.py", "exec"), held)  # noqa: S102  as PrairieLearn does
    due = held["DUE"]
    assert isinstance(due, dict)
    known = [each for part in (due, *due["mistakes"]) for each in (*part["words"], *(n for n, _ in part["numbers"]))]
    marked: dict[str, tuple[float, str]] = {}
    for each in known:
        data: dict[str, dict[str, object]] = {
            "submitted_answers": {name: each if due["words"] else float(Fraction(each))},
            "correct_answers": {}, "partial_scores": {}, "feedback": {},
        }  # fmt: skip
        held["generate"](data)  # type: ignore[operator]  # a function of the program
        held["grade"](data)  # type: ignore[operator]  # as above
        marked[each] = (100 * float(data["score"]), str(data["feedback"]["mistake"]))
    return marked
