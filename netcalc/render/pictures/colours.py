"""What a mark stands for, and the colours that a theme gives it; the colour-blind tell them apart (Okabe and Ito)."""

from typing import Final, Literal, NamedTuple, TypeAlias, get_args

Role: TypeAlias = Literal[
    "ink", "soft", "value", "gradient", "paper", "given", "sliding", "pooled", "dense", "plain", "window", "fault",
    "plus", "minus",
]  # fmt: skip
Theme: TypeAlias = Literal["auto", "light", "dark", "page"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)


class Colours(NamedTuple):
    """The colours of a theme: of lines and words, of the paper, and of what surfaces stand for."""

    ink: str
    soft: str
    value: str
    gradient: str
    paper: str
    given: str
    sliding: str
    pooled: str
    dense: str
    plain: str
    window: str
    fault: str
    plus: str
    minus: str


LIGHT: Final = Colours(
    ink="#1f2328", soft="#636c76", value="#00735c", gradient="#b8400a", paper="#ffffff",
    given="#e8e8e8", sliding="#a6d0ee", pooled="#f6cf7f", dense="#9bdcc4", plain="#e3cfe4",
    window="#d55e00", fault="#c2185b", plus="#0072b2", minus="#d55e00",
)  # fmt: skip
DARK: Final = Colours(
    ink="#e6e6e6", soft="#9aa4ae", value="#4fd1a5", gradient="#ff9559", paper="#16191d",
    given="#4a5058", sliding="#1f5c8a", pooled="#7d590c", dense="#12705a", plain="#6a4a70",
    window="#ff9559", fault="#ff6fa3", plus="#56b4e9", minus="#ff9559",
)  # fmt: skip
ON_ANY_PAGE: Final = Colours(
    ink="currentColor", soft="#7d8590", value="#128a6e", gradient="#d2580f", paper="none",
    given="#8d949c80", sliding="#56b4e980", pooled="#e69f0080", dense="#009e7380", plain="#cc79a780",
    window="#d2580f", fault="#d6336c", plus="#3a96cc", minus="#d2580f",
)  # fmt: skip


def colours_of(theme: Theme) -> Colours:
    """Give the colours of a theme; `auto` begins as light."""
    return {"dark": DARK, "page": ON_ANY_PAGE}.get(theme, LIGHT)
