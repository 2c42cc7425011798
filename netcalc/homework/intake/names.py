"""Whose a file is, where it does not say: by its own name, by that of its folder, as learning platforms name them."""

import re
from pathlib import PurePath
from typing import Final

PLAIN: Final = re.compile(
    r"(?:my[-_ ]?)?(?:answers?|submission|homework|hw|sheet|solutions?|abgabe|notebook|exercise|assignment)[-_ 0-9]*",
    re.IGNORECASE,
)
METADATA: Final = ("submission_metadata.yml", "submission_metadata.json")  # what Gradescope puts beside
MOODLE: Final = re.compile(r"(.+?)_([0-9]+)_assignsubmission_.*")
CANVAS: Final = re.compile(r"([a-z]+)(?:_late)?_([0-9]+)_[0-9]+_.*", re.IGNORECASE)


def name_of(path: str, root: str = "") -> str:
    """Give the student's name that a path tells; `root` is the folder that was given.

    >>> name_of("class/ada/answers.yaml", "class"), name_of("class/Ada L_12_assignsubmission_file_/a.txt", "class")
    ('ada', 'Ada L')
    """
    file = PurePath(path)
    for part in (file.parent.name, file.stem):
        found = MOODLE.fullmatch(part) or (CANVAS.fullmatch(part) if part == file.stem else None)
        if found:
            return found[1]
    folder = file.parent.name
    if PLAIN.fullmatch(file.stem) and folder and PurePath(root).name != folder and folder not in (".", ""):
        return folder
    return file.stem


def account_of(path: str) -> dict[str, str]:
    """Give what a platform put into the name of a file or folder that it gave out, under its own heads.

    >>> account_of("Ada L_12_assignsubmission_file_/a.txt"), account_of("lovelaceada_4711_9982_a.txt")
    ({'Identifier': 'Participant 12', 'Full name': 'Ada L'}, {'ID': '4711'})
    """
    file = PurePath(path)
    if found := MOODLE.fullmatch(file.parent.name) or MOODLE.fullmatch(file.stem):
        return {"Identifier": f"Participant {found[2]}", "Full name": found[1]}
    found = CANVAS.fullmatch(file.stem)
    return {"ID": found[2]} if found else {}
