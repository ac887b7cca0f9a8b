"""Record a voice here: one press begins, one ends. While it runs, that is plain to see."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.evidence.recorder import Recorder, Recorders
from ui.language import _, text
from ui.widgets.button import secondary
from ui.widgets.flow import Flow
from ui.widgets.label import small
from ui.widgets.stack import show_if


class RecordPart(QWidget):
    """Hands the sound over to *took*; nothing is recorded before somebody presses."""

    def __init__(self, recorders: Recorders, took: Callable[[bytes], None], *, name: str) -> None:
        super().__init__()
        self._recorders, self._took = recorders, took
        self._recorder: Recorder | None = None
        self._since = QElapsedTimer()
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._show)
        self.press = secondary(_("Record here"), name=f"{name}-record", small=True)
        self.press.clicked.connect(self._pressed)
        self._said = small(_("Say first that you record. Look who can be heard."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Flow(self.press))
        column.addWidget(self._said)
        self.setFocusProxy(self.press)

    def _pressed(self) -> None:
        if self._recorder is not None:
            self._recorder.stop()
            return
        self._recorder = self._recorders.recorder(self, self._ended)
        if self._recorder is None:
            self._say(_("This laptop cannot record. Attach a recording instead."))
            return
        self._since.start()
        self._clock.start()
        self._show()
        self._recorder.start()

    def _show(self) -> None:
        seconds = self._since.elapsed() // 1000
        self.press.say(_("Stop recording"))
        self._say(_("Recording: {seconds} seconds", seconds=text().number(seconds)))

    def _ended(self, sound: bytes) -> None:
        self._clock.stop()
        self._recorder = None
        self.press.say(_("Record here"))
        if not sound:
            self._say(_("No microphone gave any sound. Attach a recording instead."))
            return
        self._say("")
        self._took(sound)

    def _say(self, words: str) -> None:
        self._said.setText(words)
        show_if(self._said, bool(words))

    def hideEvent(self, event: QHideEvent) -> None:
        """End when the question goes out of sight: nobody is recorded without seeing it."""
        super().hideEvent(event)
        if self._recorder is not None:
            self._recorder.stop()
