"""The quiz: questions of every topic, which comes next, the score, and a whole session from a pipe."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from netcalc.course.quiz.draws import Draws
from netcalc.course.quiz.following import following, level_after
from netcalc.course.quiz.place import Answered, Place
from netcalc.course.quiz.practice import OfSheet, OfTopics
from netcalc.course.quiz.score import MOST_TOPICS, Standing, added, read, write
from netcalc.course.quiz.topics import TOPICS
from netcalc.homework.sheet.sheet import read as read_sheet
from netcalc.problems import Unreadable
from netcalc.render.pages.course.quiz import illustrated
from netcalc.render.write import write as as_text
from tests.support.running import ROOT, Run

KINDS = [
    Place(topic.name, level, kind, 0)
    for topic in TOPICS.values()
    for level, kinds in enumerate(topic.levels, 1)
    for kind in range(len(kinds))
]
SHEET = """\
questions:
  - {id: sum, text: "2 + 3?", answer: 2 + 3}
  - {id: essay, text: "Why?", manual: true}
  - {id: why, text: "Why ReLU?", choices: {a: it does not saturate, b: it is bounded}, right: a}
"""


@pytest.mark.parametrize("place", KINDS, ids=lambda place: f"{place.topic}-{place.level}-{place.kind}")
def test_every_kind_of_question_has_words_a_rule_an_answer_and_a_working(place: Place) -> None:
    practice = OfTopics((place.topic,), "1", {})
    texts = set()
    for number in range(3):
        posed = practice.posed(place._replace(number=number))
        texts.add(posed.text)
        assert posed.text.endswith(("?", "]].", "positions."))
        assert posed.hint.endswith(".")
        assert posed.solution.right is not None
        assert len(posed.text) < 300
    assert len(texts) > 1 or place.topic == "training"
    worked = as_text(illustrated(posed), "text")
    assert "Answer: " in worked or "positions" in worked
    unread = posed.marked("a quarter past nine")
    assert (unread.readable, unread.correct) == (False, False)


def test_every_topic_has_three_levels() -> None:
    assert {len(topic.levels) for topic in TOPICS.values()} == {3}
    assert list(TOPICS) == [
        "volumes", "strides", "counting", "sharing", "receptive-field", "circuits", "gradients",
        "vectorised-gradients", "memory", "training",
    ]  # fmt: skip


def right(place: Place) -> Answered:
    return Answered(place, right=True)


def wrong(place: Place) -> Answered:
    return Answered(place, right=False)


def test_it_gets_harder_while_answers_are_right_and_easier_after_a_wrong_one() -> None:
    kinds = {"strides": [2, 2, 2]}
    history: list[Answered] = []
    levels = []
    for is_right in (True, True, True, False, True):
        place = following(kinds, history, {})
        levels.append(place.level)
        history.append(Answered(place, is_right))
    assert levels == [1, 2, 3, 3, 2]
    assert following(kinds, [], {"strides": 3}).level == 3
    assert level_after([], 9, 3) == 3


def test_what_went_wrong_comes_back_after_two_others_until_it_is_right() -> None:
    kinds = {"strides": [2, 2, 2], "volumes": [2, 2, 2]}
    history = [wrong(following(kinds, [], {}))]
    asked = [history[0].place]
    for _ in range(3):
        place = following(kinds, history, {})
        asked.append(place)
        history.append(right(place))
    assert [place.again for place in asked] == [False, False, False, True]
    assert asked[3] == asked[0]._replace(number=3, again=True)
    assert not any(following(kinds, [*history, *[right(asked[1])] * more], {}).again for more in range(4))


def test_topics_take_turns() -> None:
    kinds = {name: [2, 2, 2] for name in ("strides", "volumes", "memory")}
    history: list[Answered] = []
    for _ in range(6):
        history.append(right(following(kinds, history, {})))
    assert [each.place.topic for each in history] == ["strides", "volumes", "memory"] * 2


def test_a_sheet_is_asked_in_its_order_and_at_the_end_what_is_still_wrong(tmp_path: Path) -> None:
    (tmp_path / "sheet.yaml").write_text(SHEET)
    practice = OfSheet(read_sheet(tmp_path / "sheet.yaml"))
    first = practice.following([])
    assert first is not None
    second = practice.following([wrong(first)])
    assert second is not None
    assert practice.posed(second).choices == (("a", "it does not saturate"), ("b", "it is bounded"))
    third = practice.following([wrong(first), right(second)])
    assert third == first._replace(number=2, again=True)
    assert practice.following([wrong(first), right(second), right(third)]) is None


def test_draws_are_the_same_everywhere() -> None:
    draws = Draws("1")
    assert [draws.between(1, 6) for _ in range(6)] == [2, 2, 4, 5, 3, 3]
    assert sorted(Draws("2").several(range(5), 5)) == [0, 1, 2, 3, 4]


def test_a_score_is_kept_and_a_file_that_is_none_is_left(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "quiz.json"
    assert read(path) == {}
    score = added({"strides": Standing(3, 2, 2)}, [wrong(Place("strides", 2, 0, 0)), right(Place("memory", 1, 0, 1))])
    write(path, score)
    assert read(path) == {"strides": Standing(4, 2, 1), "memory": Standing(1, 1, 2)}
    for text in (
        "",
        "[]",
        '{"topics": {"a": {"asked": -1, "right": 0, "level": 1}}}',
        "{" * 10**5,
        "x" * 10**6,
        "\xff",
    ):
        path.write_text(text, encoding="latin-1")
        with pytest.raises(Unreadable, match="left as it is"):
            read(path)
    many = {f"sheet {each}": Standing() for each in range(MOST_TOPICS)}
    assert len(added(many, [right(Place("strides", 1, 0, 0))])) == MOST_TOPICS


def test_a_score_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "quiz.json").mkdir()
    with pytest.raises(OSError, match=r"quiz\.json"):
        write(tmp_path / "quiz.json", {})
    assert [path.name for path in tmp_path.iterdir()] == ["quiz.json"]


@pytest.mark.parametrize("answer", ["9", "9x9", "9 x 9 pixels", "(9, 9)", "9²"])
def test_a_receptive_field_may_be_given_as_a_square(answer: str) -> None:
    posed = OfTopics(("receptive-field",), "1", {}).posed(Place("receptive-field", 1, 0, 0))
    assert "3x3 convolution, then a 7x7" in posed.text
    assert posed.marked(answer).correct


SCRIPT = """\
15
hint
8
working
about 3
10
skip
a quarter past nine
10
quit
"""


def test_a_session_from_a_pipe(run: Run, golden: Callable[[str, str], None], tmp_path: Path) -> None:
    score = tmp_path / "score.json"
    made = run("quiz", "strides", "--seed", "1", "--score", str(score), stdin=SCRIPT)
    assert (made.status, made.err) == (1, "")
    golden("quiz-strides.txt", made.out)
    assert json.loads(score.read_text())["topics"]["strides"]["asked"] == 5
    assert run("quiz", "strides", "--seed", "1", "--score", str(score), stdin=SCRIPT).out.startswith(made.out[:300])


def test_the_end_of_the_answers_ends_it_at_once(run: Run, tmp_path: Path) -> None:
    score = str(tmp_path / "score.json")
    assert run("quiz", "gradients", "--score", score).status == 0
    assert not (tmp_path / "score.json").exists()
    made = run("quiz", "--questions", "1", "--score", score, "--seed", "1", stdin="skip\nmore\n")
    assert made.status == 1
    assert "0 of 1 question right" in made.out
    assert made.out.count("> ") == 1


def test_a_sheet_is_a_quiz_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sheet.yaml").write_text(SHEET)
    made = run("quiz", "sheet.yaml", XDG_STATE_HOME=str(tmp_path), stdin="5\nit does not saturate\n")
    assert made.status == 0, made.out
    assert "2 of 2 questions right at the first try" in made.out
    assert (tmp_path / "netcalc" / "quiz.json").exists()


def test_pictures_of_workings_are_drawn(run: Run, tmp_path: Path) -> None:
    run("quiz", "circuits", "--seed", "1", "--pictures", "drawn", "--score", "s.json", stdin="working\n")
    assert (tmp_path / "drawn" / "question1-1.svg").read_text().startswith("<svg")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("stride",), "did you mean `strides`?"),
        (("nosuch",), "the topics: volumes, strides"),
        (("strides", "--level", "4"), "'--level'"),
        (("strides", "--questions", "0"), "'--questions'"),
    ],
)
def test_what_is_no_quiz_is_said(run: Run, words: tuple[str, ...], said: str) -> None:
    made = run("quiz", *words)
    assert made.status == 2
    assert said in " ".join(made.err.split())


def test_a_picture_that_cannot_be_written_does_not_end_it(run: Run, tmp_path: Path) -> None:
    (tmp_path / "drawn").write_text("a file")
    made = run("quiz", "circuits", "--seed", "1", "--pictures", "drawn", "--score", "s.json", stdin="working\nquit\n")
    assert "cannot write drawn" in made.err
    assert (tmp_path / "s.json").exists()


def test_a_score_that_is_none_is_said_and_nothing_is_kept(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    made = run("quiz", "strides", "--score", "notes.txt", stdin="skip\n")
    assert "notes.txt holds no score" in made.err
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert "Traceback" not in run("quiz", "strides", "--score", "/dev/null/x", stdin="skip\n").err


def test_the_guides_drill_is_a_quiz(run: Run) -> None:
    made = run("quiz", str(ROOT / "examples" / "quiz" / "drill.yaml"), "--score", "s.json", stdin="28x28x6\nhint\n")
    assert "Right." in made.out
    assert "params = weights + biases" in made.out
