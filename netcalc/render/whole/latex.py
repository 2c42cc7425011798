"""A LaTeX document for any engine: signs that pdfLaTeX lacks are declared, as mathematics or by their number."""

from typing import Final

HEAD: Final = r"""\documentclass[11pt]{article}
\usepackage{iftex}
\ifPDFTeX
  \usepackage[utf8]{inputenc}
  \usepackage[T1]{fontenc}
  \IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
%(declared)s\else
  \usepackage{fontspec}
\fi
\usepackage[margin=25mm]{geometry}
\usepackage{tikz}
\setlength{\parindent}{0pt}
\setlength{\parskip}{4pt}
\raggedright
\begin{document}
"""
TAIL: Final = r"\end{document}" + "\n"
SIGNS: Final = {
    "σ": r"\sigma", "Σ": r"\Sigma", "π": r"\pi", "θ": r"\theta", "α": r"\alpha", "β": r"\beta", "γ": r"\gamma",
    "δ": r"\delta", "ε": r"\epsilon", "λ": r"\lambda", "µ": r"\mu", "μ": r"\mu", "η": r"\eta", "ρ": r"\rho",
    "∂": r"\partial", "∇": r"\nabla", "→": r"\rightarrow", "←": r"\leftarrow", "⇒": r"\Rightarrow", "≤": r"\leq",
    "≥": r"\geq", "≈": r"\approx", "≠": r"\neq", "−": "-", "⌊": r"\lfloor", "⌋": r"\rfloor", "⌈": r"\lceil",
    "⌉": r"\rceil", "∞": r"\infty", "√": r"\surd", "∑": r"\sum", "·": r"\cdot", "×": r"\times", "²": "^2", "³": "^3",
    "⋮": r"\vdots", "●": r"\bullet", "•": r"\bullet", "▸": r"\triangleright",
}  # fmt: skip
SPELT: Final = {
    "…": r"\dots{}",
    "–": "--",
    "—": "---",
    "’": "'",
    "‘": "`",
    "“": "``",
    "”": "''",
    "\N{NO-BREAK SPACE}": "~",
}
KNOWN: Final = frozenset(map(chr, range(0xA1, 0x17F))) - {"­"}  # what T1 has


def around(piece: str, title: str) -> str:
    """Put a document around a piece of LaTeX."""
    declared = "".join(f"{_declared(sign)}\n" for sign in sorted({*piece}) if not sign.isascii() and _is_new(sign))
    about = " ".join(title.split())
    return f"% {about}\n{HEAD % {'declared': declared}}{piece}{TAIL}"


def _is_new(sign: str) -> bool:
    return sign in SIGNS or sign in SPELT or sign not in KNOWN


def _declared(sign: str) -> str:
    return rf"  \DeclareUnicodeCharacter{{{ord(sign):04X}}}{{{_means(sign)}}}"


def _means(sign: str) -> str:
    """Say what a sign is: mathematics, a dash, or its number where pdfLaTeX has no letter for it."""
    if sign in SIGNS:
        return rf"\ensuremath{{{SIGNS[sign]}}}"
    return SPELT.get(sign, rf"\texttt{{[U+{ord(sign):04X}]}}")
