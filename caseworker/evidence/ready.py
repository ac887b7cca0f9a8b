"""A file as it may be kept: of a kind that is known, within bounds, cleaned."""

from __future__ import annotations

from dataclasses import dataclass, field

from caseworker.errors import GateClosed
from caseworker.evidence.kinds import (
    JPEG,
    LARGEST,
    PDF,
    PNG,
    FileKind,
    Sort,
    Unusable,
    kind_of,
)
from caseworker.evidence.pictures import (
    MOST_PIXELS,
    Broken,
    clean_jpeg,
    clean_png,
    jpeg_size,
    png_size,
)
from caseworker.evidence.recordings import clean_recording
from caseworker.findings import Finding, stops
from caseworker.text import N_


@dataclass(frozen=True)
class ReadyFile:
    """What may be kept. Where it came from and what it was called are not known here."""

    kind: FileKind
    content: bytes = field(repr=False)


def ready(content: bytes, wanted: Sort) -> ReadyFile:
    """Return *content* as it may be kept: checked by what it holds, never by its name.

    Raises:
        GateClosed: it cannot be kept; the finding says why, and what helps.
    """
    kind = _kind(content, wanted)
    try:
        if kind in (PNG, JPEG):
            return ReadyFile(kind, _picture(content, kind))
        if kind is PDF and b"%%EOF" not in content[-2048:]:
            raise _refused(_NOT_WHOLE)
        cleaned = content if kind is PDF else clean_recording(content, kind)
    except Broken as error:
        raise _refused(_NOT_WHOLE) from error
    left = kind_of(cleaned)
    if not isinstance(left, FileKind) or left.sort is not wanted:
        raise _refused(_NOT_WHOLE)
    return ReadyFile(left, cleaned)


def too_large(wanted: Sort) -> GateClosed:
    """Return what is said of a file beyond the bounds, so that it need not be read at all."""
    return _refused(_LARGE[wanted])


def not_read() -> GateClosed:
    """Return what is said of a file that the disk or stick does not give."""
    return _refused(_NOT_READ)


def locked() -> GateClosed:
    """Return what is said of a PDF that opens with a password only, or not at all."""
    return _refused(_LOCKED)


def _kind(content: bytes, wanted: Sort) -> FileKind:
    if not content:
        raise _refused(_EMPTY)
    kind = kind_of(content)
    if isinstance(kind, Unusable):
        raise _refused(_UNUSABLE[kind])
    if kind is None or kind.sort is not wanted:
        raise _refused(_OTHER[wanted])
    if len(content) > LARGEST[wanted]:
        raise too_large(wanted)
    return kind


def _picture(content: bytes, kind: FileKind) -> bytes:
    wide, tall = png_size(content) if kind is PNG else jpeg_size(content)
    if not wide or not tall:
        raise Broken
    if wide * tall > MOST_PIXELS:
        raise _refused(_TOO_MANY_PIXELS)
    return clean_png(content) if kind is PNG else clean_jpeg(content)


def _refused(finding: Finding) -> GateClosed:
    return GateClosed((finding,))


def _stops(code: str, what: str, why: str) -> Finding:
    return stops(code, what, why, answer="evidence")


_EMPTY = _stops(
    "file-empty",
    N_("There is nothing in this file"),
    N_("Scan or record again, or choose another file."),
)
_NOT_WHOLE = _stops(
    "file-not-whole",
    N_("This file is not whole"),
    N_("Copy it again from the telephone or scanner, then choose the new copy."),
)
_NOT_READ = _stops(
    "file-not-read",
    N_("The file cannot be read from there"),
    N_("Look whether the disk or stick is still connected, then choose again."),
)
_LOCKED = _stops(
    "file-locked",
    N_("This PDF does not open"),
    N_("It has a password, or is not whole. Save it without a password, or scan the paper again."),
)
_TOO_MANY_PIXELS = _stops(
    "picture-too-large",
    N_("This picture has more detail than can be shown"),
    N_("Scan the page again with 300 dots an inch."),
)
_UNUSABLE = {
    Unusable.TELEPHONE_PICTURE: _stops(
        "picture-of-telephone",
        N_("This is a picture as some telephones keep it (HEIC)"),
        N_("Set the camera of the telephone to JPEG, or share the picture as JPEG, then choose it"
           " again."),
    ),
    Unusable.OTHER_PICTURE: _stops(
        "picture-of-other-kind",
        N_("This kind of picture is not taken"),
        N_("Save it as PNG, JPEG or PDF, then choose it again."),
    ),
    Unusable.OFFICE: _stops(
        "file-of-text-program",
        N_("This is a file of an office program, and can still be changed"),
        N_("Save it as PDF, then choose it again."),
    ),
}  # fmt: skip
_OTHER = {
    Sort.SCAN: _stops(
        "not-a-scan",
        N_("This is neither a picture nor a PDF"),
        N_("Choose a PNG, JPEG or PDF file."),
    ),
    Sort.SOUND: _stops(
        "not-a-sound",
        N_("This is no sound recording that is known here"),
        N_("Choose an MP3, M4A, WAV, OGG or AMR file."),
    ),
    Sort.PICTURES: _stops(
        "not-a-video",
        N_("This is no video recording that is known here"),
        N_("Choose an MP4 or WebM file."),
    ),
}
_LARGE = {
    Sort.SCAN: _stops(
        "file-too-large",
        N_("This file is too large: a scan can have up to 15 megabytes"),
        N_("Scan again with 300 dots an inch or less, or attach the pages that matter."),
    ),
    Sort.SOUND: _stops(
        "file-too-large",
        N_("This file is too large: a sound recording can have up to 20 megabytes"),
        N_("Keep the part in which the yes is said."),
    ),
    Sort.PICTURES: _stops(
        "file-too-large",
        N_("This file is too large: a video recording can have up to 60 megabytes"),
        N_("Keep the part in which the yes is said, or record with less detail."),
    ),
}
