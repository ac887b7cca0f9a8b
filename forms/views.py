"""What a screen is given: frozen pictures of the form as it stands."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a select: the value stored, the label shown, a picture if it has one."""

    value: str
    label: str
    image: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question as it stands.

    `kind` is one of: text, multiline, integer, decimal, range, date, time, date_time, select_one,
    select_multiple, rank, note, acknowledge, geopoint, geotrace, geoshape, image, audio, video,
    file, signature, barcode. `field` is the entity's field it is bound to (`person.sex`).
    `appearance` is as the form gives it; `parameters` are the control's other attributes
    (start, end, step, rows, mediatype). `media` maps image, audio, video to file names.
    """

    path: str
    name: str
    kind: str
    data_type: str
    label: str
    hint: str
    guidance: str
    value: str
    relevant: bool
    required: bool
    readonly: bool
    appearance: frozenset[str] = frozenset()
    field: str | None = None
    parameters: Mapping[str, str] = dataclasses.field(default_factory=dict)
    media: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Group:
    """A group, or one instance of a repeat, with what it holds in order."""

    path: str
    label: str
    hint: str
    appearance: frozenset[str]
    relevant: bool
    children: tuple[Question | Group | Repeat, ...]
    identity: str = ""
    """The stable identifier of a repeat instance, blank for other groups."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A repeat with its instances; `counted` means that another answer sets their number."""

    path: str
    label: str
    appearance: frozenset[str]
    relevant: bool
    counted: bool
    instances: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is missing (`required`) or wrong (`constraint`) at one question.

    `message` is the form's own sentence, blank if it has none.
    """

    path: str
    kind: str
    label: str
    message: str


@dataclass(frozen=True, slots=True)
class FieldValue:
    """An answer bound to an entity's field.

    `instance` identifies the repeat instance it stands in, if any; `within` the instance around
    that one, if repeats are nested (the goal of an action).
    """

    path: str
    field: str
    value: str
    instance: str = ""
    within: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a change has changed: paths whose answer or relevance is another, and the structure.

    Labels with outputs, hints of validity and choices are worked out when they are asked for:
    a screen that hears of changes reads the questions at `shown` again, and no others.
    """

    paths: frozenset[str] = frozenset()
    structure: bool = False
    shown: frozenset[str] = frozenset()
    """Paths of what may look otherwise now: `paths`, and what shows or judges by one of them."""
    lost: tuple[str, ...] = ()
    """Answers that a rule of the form took out because of the one that was given."""
