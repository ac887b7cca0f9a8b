"""Pictures, sounds and lists that a form names, and whether what was given is what it wants."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from caseworker.text import N_
from forms import FormDefinition, FormError, FormProblem
from forms.lists import read_file

MOST_BYTES = 10_000_000
"""Of one file. A picture that is shown small needs far less."""
MOST_BYTES_TOGETHER = 50_000_000
_IN_WORDS = re.compile(r"jr://(?:images|audio|video|file|file-csv)/")
_KINDS = ("image", "big-image", "audio", "video")
_SIGNS: dict[str, tuple[bytes, ...]] = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "audio/mpeg": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    "audio/ogg": (b"OggS",),
    "audio/wav": (b"RIFF",),
    "video/mp4": (),
    "text/csv": (),
    "text/xml": (),
    "application/geo+json": (),
}
_ENDINGS = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "csv": "text/csv",
    "xml": "text/xml",
    "geojson": "application/geo+json",
}


@dataclass(frozen=True)
class Wanted:
    """A file that the form names."""

    name: str
    is_list: bool
    """A list of choices; without it questions have nothing to choose from."""


def wanted(form: FormDefinition) -> tuple[Wanted, ...]:
    """Return the files that *form* names, lists first, then in the order of their names."""
    lists = {_name(source) for source in form.external_lists.values() if not _is_own(source)}
    shown = {
        _name("".join(part for part in parts if isinstance(part, str)))
        for texts in form.itext.values()
        for forms in texts.values()
        for kind, parts in forms.items()
        if kind in _KINDS
    }
    names = [*((each, True) for each in sorted(lists)), *((each, False) for each in sorted(shown))]
    return tuple(Wanted(name, is_list) for name, is_list in names if name not in {"", "-"})


def media_type(name: str) -> str | None:
    """Return the type that the end of *name* says, or None where we show no such file."""
    return _ENDINGS.get(name.rpartition(".")[2].casefold())


def unfit(form: FormDefinition, given: Mapping[str, bytes]) -> Iterator[FormProblem]:
    """Yield what is missing among the files of *form*, and what cannot be used."""
    together = 0
    for each in wanted(form):
        content = given.get(each.name)
        if content is None:
            yield _missing(each)
            continue
        together += len(content)
        yield from _one(each, content)
    if together > MOST_BYTES_TOGETHER:
        yield _problem(
            "media.too_much",
            N_("The files of this form together are larger than a laptop should carry."),
            N_("Make pictures smaller and sounds shorter: 50 megabytes together are enough."),
            "",
        )


def _one(each: Wanted, content: bytes) -> Iterator[FormProblem]:
    kind = media_type(each.name)
    if len(content) > MOST_BYTES:
        yield _problem(
            "media.too_large",
            N_("The file “{name}” is larger than any form needs."),
            N_("Make it smaller: 10 megabytes are enough for a picture, a sound or a list."),
            each.name,
        )
    elif kind is None:
        yield _problem(
            "media.unknown_type",
            N_("The file “{name}” is of a kind that cannot be shown here."),
            N_("Use PNG or JPEG for pictures, MP3, OGG or WAV for sounds, CSV for lists."),
            each.name,
            severity="warning",
        )
    elif _SIGNS[kind] and not content.startswith(_SIGNS[kind]):
        yield _problem(
            "media.not_what_it_says",
            N_("The file “{name}” is not what its name says, or is damaged."),
            N_("Save it again in the program that made it."),
            each.name,
        )
    elif each.is_list:
        yield from _list(each, content)


def _list(each: Wanted, content: bytes) -> Iterator[FormProblem]:
    try:
        read_file(each.name, each.name, content.decode("utf-8-sig"))
    except FormError as error:
        yield from error.problems
    except UnicodeDecodeError:
        yield _problem(
            "media.not_unicode",
            N_("The letters of the list “{name}” cannot be read."),
            N_("Save it as CSV in UTF-8."),
            each.name,
        )


def _missing(each: Wanted) -> FormProblem:
    if each.is_list:
        return _problem(
            "media.list_missing",
            N_("The list “{name}” is missing. Questions would have nothing to choose from."),
            N_("Choose the file below."),
            each.name,
        )
    return _problem(
        "media.missing",
        N_("The file “{name}” is missing. The form works without it."),
        N_("Choose the file below, or go on without it."),
        each.name,
        severity="warning",
    )


def _problem(
    code: str, message: str, remedy: str, name: str, severity: str = "error"
) -> FormProblem:
    return FormProblem(
        code=code, message=message, remedy=remedy, severity=severity, values=(("name", name),)
    )


def _name(source: str) -> str:
    return _IN_WORDS.sub("", source.strip()).rpartition("/")[2]


def _is_own(source: str) -> bool:
    """Return whether a form asks for its own last answers, which are no file."""
    return source.startswith("jr://instance/")
