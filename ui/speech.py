"""Words spoken by the system's own voice, where it has one; none ships with the program.

A program of the system speaks what it gets on its standard input, so that nothing stands in a list
of processes or in a file. Only words that belong to everybody are spoken: questions, never answers.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QProcess

_WINDOWS = (
    "Add-Type -AssemblyName System.Speech;"
    "[Console]::InputEncoding = [Text.Encoding]::UTF8;"
    "$s = New-Object System.Speech.Synthesis.SpeechSynthesizer;"
    "$v = $s.GetInstalledVoices() | Where-Object {{"
    " $_.VoiceInfo.Culture.TwoLetterISOLanguageName -eq '{language}' }} | Select-Object -First 1;"
    "if ($null -eq $v) {{ exit 3 }};"
    "$s.SelectVoice($v.VoiceInfo.Name); $s.Speak([Console]::In.ReadToEnd())"
)
_MAC = (
    "voice=$(say -v '?' | grep -m 1 ' {language}[_-]' | sed 's/  .*//');"
    ' [ -n "$voice" ] && exec say -v "$voice" -f -'
)


class Voice(Protocol):
    """Speaks one language."""

    def say(self, words: str) -> None:
        """Speak *words* instead of whatever is being spoken."""
        ...

    def stop(self) -> None:
        """Be silent at once."""
        ...


class Voices(Protocol):
    """Finds who speaks a language on this laptop."""

    def voice(self, language: str, parent: QObject, silent: Callable[[], None]) -> Voice | None:
        """Return who speaks *language* (a code such as "fr"), or None where nothing speaks.

        *silent* is called where it turns out that the voice has not this language.
        """
        ...


class SystemVoices:
    """Speech Dispatcher or eSpeak on Linux, `say` on macOS, the speech of Windows."""

    def voice(self, language: str, parent: QObject, silent: Callable[[], None]) -> Voice | None:
        """Return who speaks *language*, or None."""
        command = _command(language)
        return _Program(command, parent, silent) if command is not None else None


class _Program:
    """A program that speaks what it reads and then ends."""

    def __init__(self, command: list[str], parent: QObject, silent: Callable[[], None]) -> None:
        self._command, self._parent, self._silent = command, parent, silent
        self._process: QProcess | None = None

    def say(self, words: str) -> None:
        """Speak *words* instead of whatever is being spoken."""
        self.stop()
        process = QProcess(self._parent)
        process.finished.connect(lambda code, _how: self._ended(process, code))
        self._process = process
        process.start(self._command[0], self._command[1:])
        process.write(words.encode())
        process.closeWriteChannel()

    def stop(self) -> None:
        """Be silent at once."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.waitForFinished(500)

    def _ended(self, process: QProcess, code: int) -> None:
        if process is self._process:
            self._process = None
            if code:
                self._silent()
        process.deleteLater()


def _command(language: str) -> list[str] | None:
    if not (language.isascii() and language.isalpha()):
        return None
    if sys.platform == "darwin":
        return ["/bin/sh", "-c", _MAC.format(language=language)]
    if sys.platform == "win32":
        script = _WINDOWS.format(language=language)
        return ["powershell.exe", "-NoProfile", "-NonInteractive", "-Command", script]
    for name, words in (
        ("spd-say", ["--wait", "--pipe-mode", "--language", language]),
        ("espeak-ng", ["--stdin", "-v", language]),
    ):
        program = shutil.which(name)
        if program is not None:
            return [program, *words]
    return None
