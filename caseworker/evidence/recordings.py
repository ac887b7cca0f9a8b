"""Recordings without titles, names and places, as far as the format keeps them apart."""

from __future__ import annotations

from caseworker.evidence import boxes
from caseworker.evidence.kinds import M4A, MP3, MP4, WAVE, FileKind

_WAVE_KEPT = frozenset({b"fmt ", b"data", b"fact"})


def clean_recording(content: bytes, kind: FileKind) -> bytes:
    """Return the recording; Ogg, WebM, FLAC, AAC and AMR are returned as they are."""
    if kind in (MP4, M4A):
        return boxes.without_telling(content)
    if kind is MP3:
        return _sound_of_mp3(content)
    if kind is WAVE:
        return _sound_of_wave(content)
    return content


def _sound_of_mp3(content: bytes) -> bytes:
    start = 0
    if content.startswith(b"ID3") and len(content) >= 10:
        size = 0
        for seven_bits in content[6:10]:
            size = size << 7 | seven_bits & 0x7F
        start = 10 + size + (10 if content[5] & 0x10 else 0)
    end = len(content) - 128 if content[-128:-125] == b"TAG" else len(content)
    # Some programs leave room for longer titles.
    return content[start:end].lstrip(b"\x00")


def _sound_of_wave(content: bytes) -> bytes:
    kept, at = [], 12
    while at + 8 <= len(content):
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        if content[at : at + 4] in _WAVE_KEPT:
            # Recorders that lost power leave a length that reaches beyond the file.
            body = content[at + 8 : at + 8 + length]
            padding = b"\x00" if len(body) % 2 else b""
            kept.append(content[at : at + 4] + len(body).to_bytes(4, "little") + body + padding)
        at += 8 + length + length % 2
    sound = b"WAVE" + b"".join(kept)
    return b"RIFF" + len(sound).to_bytes(4, "little") + sound
