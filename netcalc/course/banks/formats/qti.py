"""A question bank as the QTI 1.2 that Canvas imports: a zip whose bytes are the same each time."""

import io
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from netcalc.course.banks.entry import Bank, Chosen, Entry, Exported, Lost, Numeric, Spelled
from netcalc.course.banks.formats import shares
from netcalc.course.banks.formats.qti_items import item
from netcalc.course.banks.numbers import is_too_long

HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
PACKAGE: Final = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
QUESTIONS: Final = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
CANVAS: Final = "http://canvas.instructure.com/xsd/cccv1p0"
META: Final = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say
FEEDBACK: Final = "Canvas takes all that a question lists for right, so that feedback on mistakes is left out"
CREDIT: Final = "Canvas gives no share of the points to a mistake"
LONG: Final = "the number is so long that Canvas, which calculates in floating point, takes its neighbours too"


def export(bank: Bank) -> Exported:
    """Pack the quiz, what Canvas wants to know of it, and the list of both."""
    name = f"netcalc_{sha256(repr(bank[:2]).encode()).hexdigest()[:32]}"
    files = {
        "imsmanifest.xml": _manifest(name),
        f"{name}/{name}.xml": _quiz(name, bank),
        f"{name}/assessment_meta.xml": _meta(name, bank),
    }
    lost = (Lost(said, entry.id) for entry in bank.entries for said in dict.fromkeys(_lost(entry)))
    return Exported(_packed(files), (*bank.lost, *lost))


def _lost(entry: Entry) -> Iterator[str]:
    due = entry.due
    if isinstance(due, Numeric | Spelled):
        yield from (FEEDBACK for each in due.mistakes if each.feedback)
        yield from (CREDIT for each in due.mistakes if each.share)
    if shares.are_shared(due):
        yield f"Canvas {shares.SHARED}"
    if isinstance(due, Numeric):
        yield from (LONG for each in due.right if is_too_long(each))


def _packed(files: dict[str, Element]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for path, root in files.items():
            indent(root)
            entry = zipfile.ZipInfo(path, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(entry, f"{HEAD}{tostring(root, encoding='unicode')}\n")
    return held.getvalue()


def _manifest(name: str) -> Element:
    root = Element("manifest", identifier=f"{name}_manifest", xmlns=PACKAGE)
    about = SubElement(root, "metadata")
    SubElement(about, "schema").text = "IMS Content"
    SubElement(about, "schemaversion").text = "1.1.3"
    SubElement(root, "organizations")
    resources = SubElement(root, "resources")
    quiz = SubElement(resources, "resource", identifier=name, type="imsqti_xmlv1p2")
    SubElement(quiz, "file", href=f"{name}/{name}.xml")
    SubElement(quiz, "dependency", identifierref=f"{name}_meta")
    path = f"{name}/assessment_meta.xml"
    SubElement(SubElement(resources, "resource", identifier=f"{name}_meta", type=META, href=path), "file", href=path)
    return root


def _quiz(name: str, bank: Bank) -> Element:
    root = Element("questestinterop", xmlns=QUESTIONS)
    section = SubElement(SubElement(root, "assessment", ident=name, title=bank.title), "section", ident="root_section")
    for entry in bank.entries:
        section.append(item(entry, f"{name}_{sha256(repr(entry).encode()).hexdigest()[:16]}"))
    return root


def _meta(name: str, bank: Bank) -> Element:
    root = Element("quiz", identifier=name, xmlns=CANVAS)
    fields = {
        "title": bank.title,
        "shuffle_answers": "true" if any(isinstance(entry.due, Chosen) for entry in bank.entries) else "false",
        "scoring_policy": "keep_highest",
        "quiz_type": "assignment",
        "points_possible": f"{sum(entry.points for entry in bank.entries):.6g}",
        "allowed_attempts": "1",
        "available": "false",
    }
    for field, value in fields.items():
        SubElement(root, field).text = value
    return root
