"""What a document consists of, before it is typeset: plain data that tests can read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from caseworker.charts.chart import Chart


@dataclass(frozen=True)
class Heading:
    """A section begins."""

    words: str


@dataclass(frozen=True)
class Paragraph:
    """Running words."""

    words: str
    small: bool = False


@dataclass(frozen=True)
class Quote:
    """Words as a person said them, between the marks of the paper's language."""

    words: str


@dataclass(frozen=True)
class Fact:
    """A label and what stands beside it; an empty value prints as a line to write on."""

    label: str
    value: str = ""


@dataclass(frozen=True)
class Facts:
    """Facts in one or two columns."""

    facts: tuple[Fact, ...]
    columns: int = 2


class Mark(StrEnum):
    """How a box is filled."""

    EMPTY = "empty"
    CHOSEN = "chosen"


@dataclass(frozen=True)
class Choice:
    """A question with boxes; on a blank form no box is chosen."""

    question: str
    detail: str
    options: tuple[tuple[str, Mark], ...]


@dataclass(frozen=True)
class Question:
    """A question of a blank form: its words, and what whoever asks should know."""

    words: str
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Options:
    """Boxes to tick by hand."""

    options: tuple[str, ...]


@dataclass(frozen=True)
class Listing:
    """Lines under each other, each with a bullet."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table with a header; each row has as many cells as the header."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    """Shares of the width of the page, in the order of reading."""
    numbers: int = 0
    """How many of the last columns hold numbers: these end where their heading ends."""


@dataclass(frozen=True)
class Drawing:
    """A chart, drawn as on screen; its numbers stand on it."""

    chart: Chart
    language: str
    """In which its numbers are written."""


@dataclass(frozen=True)
class Signature:
    """A place to sign, with the picture of a signature that was drawn on screen."""

    label: str
    detail: str = ""
    picture: bytes | None = None
    """PNG, or None for an empty line."""


@dataclass(frozen=True)
class Space:
    """Room to write by hand, in lines."""

    lines: int


Block = (
    Heading
    | Paragraph
    | Quote
    | Facts
    | Choice
    | Question
    | Options
    | Listing
    | Grid
    | Drawing
    | Signature
    | Space
)


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document in one language, ready to be typeset."""

    language: str
    title: str
    subtitle: str = ""
    who_may_see: str
    """The sentence at the foot of every page."""
    reference: str = ""
    """Case number or another neutral reference; never a name."""
    blocks: tuple[Block, ...]
    slip: bool = False
    """A small paper to carry, without the centre's frame."""
    is_list: bool = False
    """A list of the centre, which can be saved as a table too."""
