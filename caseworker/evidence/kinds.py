"""What a file is, told by its first bytes; its name is never looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from caseworker.evidence import boxes

MEBIBYTE = 1024 * 1024
_LOOK_AT = 64 * 1024
"""Bytes from the start that may be searched for what a recording holds."""


class Sort(StrEnum):
    """What somebody does with it: look, listen, or watch."""

    SCAN = "scan"
    SOUND = "sound"
    PICTURES = "moving pictures"


LARGEST = {Sort.SCAN: 15 * MEBIBYTE, Sort.SOUND: 20 * MEBIBYTE, Sort.PICTURES: 60 * MEBIBYTE}
"""Bytes: about thirty scanned pages, twenty minutes of speech, two minutes from a telephone."""


@dataclass(frozen=True)
class FileKind:
    """A kind of file that can be attached."""

    media_type: str
    sort: Sort
    suffix: str
    """What a saved copy's name ends with."""


PNG = FileKind("image/png", Sort.SCAN, "png")
JPEG = FileKind("image/jpeg", Sort.SCAN, "jpg")
PDF = FileKind("application/pdf", Sort.SCAN, "pdf")
WAVE = FileKind("audio/wav", Sort.SOUND, "wav")
MP3 = FileKind("audio/mpeg", Sort.SOUND, "mp3")
AAC = FileKind("audio/aac", Sort.SOUND, "aac")
AMR = FileKind("audio/amr", Sort.SOUND, "amr")
FLAC = FileKind("audio/flac", Sort.SOUND, "flac")
M4A = FileKind("audio/mp4", Sort.SOUND, "m4a")
OGG_SOUND = FileKind("audio/ogg", Sort.SOUND, "ogg")
WEBM_SOUND = FileKind("audio/webm", Sort.SOUND, "webm")
MP4 = FileKind("video/mp4", Sort.PICTURES, "mp4")
OGG_PICTURES = FileKind("video/ogg", Sort.PICTURES, "ogv")
WEBM_PICTURES = FileKind("video/webm", Sort.PICTURES, "webm")

EVERY = (PNG, JPEG, PDF, WAVE, MP3, AAC, AMR, FLAC, M4A, OGG_SOUND, WEBM_SOUND, MP4,
         OGG_PICTURES, WEBM_PICTURES)  # fmt: skip
_BY_MEDIA_TYPE = {kind.media_type: kind for kind in EVERY}


class Unusable(StrEnum):
    """Files that are known, and cannot be taken as they are."""

    TELEPHONE_PICTURE = "picture as some telephones keep it"
    OTHER_PICTURE = "picture of another kind"
    OFFICE = "document of a text program"


_STARTS: tuple[tuple[bytes, FileKind | Unusable], ...] = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"%PDF-", PDF),
    (b"fLaC", FLAC),
    (b"#!AMR", AMR),
    (b"ID3", MP3),
    (b"GIF8", Unusable.OTHER_PICTURE),
    (b"BM", Unusable.OTHER_PICTURE),
    (b"II*\x00", Unusable.OTHER_PICTURE),
    (b"MM\x00*", Unusable.OTHER_PICTURE),
    (b"PK\x03\x04", Unusable.OFFICE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Unusable.OFFICE),
    (b"{\\rtf", Unusable.OFFICE),
)
_RIFF: dict[bytes, FileKind | Unusable] = {b"WAVE": WAVE, b"WEBP": Unusable.OTHER_PICTURE}
_TELEPHONE_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}
)


def kind_of(content: bytes) -> FileKind | Unusable | None:
    """Return what *content* is; None where it is nothing that is known here."""
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if content[4:8] == b"ftyp":
        return _boxed(content)
    if content.startswith(b"RIFF"):
        return _RIFF.get(content[8:12])
    if content.startswith(b"OggS"):
        return OGG_PICTURES if b"\x80theora" in content[:_LOOK_AT] else OGG_SOUND
    if content.startswith(b"\x1a\x45\xdf\xa3"):
        return _matroska(content[:_LOOK_AT])
    return _bare_sound(content)


def kind_called(media_type: str) -> FileKind | None:
    """Return the kind with *media_type*, as an attachment keeps it."""
    return _BY_MEDIA_TYPE.get(media_type)


def _boxed(content: bytes) -> FileKind | Unusable:
    if content[8:12] in _TELEPHONE_BRANDS:
        return Unusable.TELEPHONE_PICTURE
    return MP4 if boxes.shows_pictures(content) else M4A


def _matroska(start: bytes) -> FileKind:
    pictures = any(codec in start for codec in (b"V_VP8", b"V_VP9", b"V_AV1", b"V_MPEG"))
    return WEBM_PICTURES if pictures else WEBM_SOUND


def _bare_sound(content: bytes) -> FileKind | None:
    """Return what begins with a frame of sound: twelve bits set, then layer and rate."""
    if len(content) < 4 or content[0] != 0xFF or content[1] & 0xF0 != 0xF0:
        return None
    layer, rate, frequency = content[1] & 0x06, content[2] >> 4, content[2] >> 2 & 0x03
    if layer == 0:
        return AAC if content[2] >> 2 & 0x0F <= 12 else None
    known = layer == 0x02 and 0 < rate < 15 and frequency < 3
    return MP3 if known else None
