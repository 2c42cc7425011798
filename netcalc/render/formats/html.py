"""A report as a notebook shows it."""

from html import escape

from netcalc.render.formats.markup import html
from netcalc.render.pages.summary import columns, footer, table, title
from netcalc.report.report import Report


def report_html(report: Report) -> str:
    """Write a report as a piece of HTML: title, table, sums, problems."""
    parts = [f"<p><b>{escape(title(report))}</b></p>", html(table(report, columns(report)))]
    parts += [f"<div>{escape(text)}</div>" for text in footer(report)]
    for problem in report.problems:
        about = f"{problem.layer}: " if problem.layer else ""
        hint = f" ({escape(problem.hint)})" if problem.hint else ""
        parts.append(f"<div><b>{problem.severity}</b> {escape(about + problem.message)}{hint}</div>")
    return "\n".join(parts)
