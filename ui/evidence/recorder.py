"""Recording a voice into memory, where the system has a microphone and a program for it.

The sound comes in through a pipe and is never a file. Nothing of it ships with the program.
"""

from __future__ import annotations

import io
import shutil
import sys
import wave
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QProcess

from caseworker.evidence.kinds import LARGEST, Sort

RATE = 16_000
"""Samples a second, of two bytes: clear speech, two megabytes a minute."""
_HEADER = 44
_ENDS_WITHIN = 1000
"""Milliseconds that a program is given; it takes a few."""
_PROGRAMS = (
    ("pw-record", ["--format", "s16", "--rate", str(RATE), "--channels", "1", "-"]),
    ("parec", ["--raw", "--format=s16le", f"--rate={RATE}", "--channels=1"]),
    ("arecord", ["-q", "-t", "raw", "-f", "S16_LE", "-r", str(RATE), "-c", "1"]),
)


class Recorder(Protocol):
    """Records one voice."""

    def start(self) -> None:
        """Begin."""
        ...

    def stop(self) -> None:
        """End; what was recorded is handed over before this returns."""
        ...


class Recorders(Protocol):
    """Finds what records on this laptop."""

    def recorder(self, parent: QObject, ended: Callable[[bytes], None]) -> Recorder | None:
        """Return what records, or None where nothing does.

        *ended* is called once with the sound as WAV; with nothing where no microphone gave any.
        It ends by itself before the sound is larger than may be kept.
        """
        ...


class SystemRecorders:
    """PipeWire, PulseAudio or ALSA on Linux; elsewhere a recording is attached as a file."""

    def recorder(self, parent: QObject, ended: Callable[[bytes], None]) -> Recorder | None:
        """Return what records, or None."""
        if not sys.platform.startswith("linux"):
            return None
        found = ((shutil.which(name), words) for name, words in _PROGRAMS)
        command = next(([program, *words] for program, words in found if program), None)
        return _Program(command, parent, ended) if command is not None else None


class _Program:
    """A program that writes samples until it is told to end."""

    def __init__(self, command: list[str], parent: QObject, ended: Callable[[bytes], None]) -> None:
        self._command, self._ended = command, ended
        self._samples = bytearray()
        self._process = QProcess(parent)
        self._process.readyReadStandardOutput.connect(self._take)
        self._process.finished.connect(lambda *_how: self._hand_over())

    def start(self) -> None:
        """Begin."""
        self._process.start(self._command[0], self._command[1:])

    def stop(self) -> None:
        """End; what was recorded is handed over before this returns.

        Who asks may be about to go, and the sound with it: there is no later.
        """
        self._process.terminate()
        if not self._process.waitForFinished(_ENDS_WITHIN):
            self._process.kill()
            self._process.waitForFinished(_ENDS_WITHIN)

    def _take(self) -> None:
        self._samples += bytes(self._process.readAllStandardOutput().data())
        if len(self._samples) > LARGEST[Sort.SOUND] - _HEADER - RATE:
            self.stop()

    def _hand_over(self) -> None:
        self._take()
        sound, self._samples = bytes(self._samples), bytearray()
        self._ended(as_wave(sound) if sound else b"")


def as_wave(samples: bytes) -> bytes:
    """Return *samples* (16 bit, one channel) as a WAV file in memory."""
    whole = samples[: (LARGEST[Sort.SOUND] - _HEADER) // 2 * 2]
    kept = io.BytesIO()
    with wave.open(kept, "wb") as written:
        written.setnchannels(1)
        written.setsampwidth(2)
        written.setframerate(RATE)
        written.writeframes(whole[: len(whole) // 2 * 2])
    return kept.getvalue()
