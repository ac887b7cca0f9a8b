"""Whatever is copied in this program leaves the clipboard again, and its history never gets it."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

FORGET_AFTER = 45.0
"""Seconds."""
OURS = "application/x-caseworker-copy"
"""Marks what we put there, so that nobody else's copy is ever cleared."""
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
HINTS = {
    # Klipper and most managers on Linux keep nothing that says this.
    "x-kde-passwordManagerHint": b"secret",
    # Windows keeps neither history nor a copy in the cloud.
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"\0\0\0\0",
    _WINDOWS.format("CanIncludeInClipboardHistory"): b"\0\0\0\0",
    _WINDOWS.format("CanUploadToCloudClipboard"): b"\0\0\0\0",
    # Managers on macOS look for this name. Qt hands it on under a prefix of its own there, so
    # that not all of them see it (docs/threat-model.md).
    "org.nspasteboard.ConcealedType": b"",
}


class ClipboardGuard(QObject):
    """Watches the clipboard for what fields of *application* put there, while *owner* is there."""

    def __init__(
        self, application: QApplication, owner: QObject, forget_after: float = FORGET_AFTER
    ) -> None:
        super().__init__(owner)
        self._clipboard = application.clipboard()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(forget_after * 1000))
        self._timer.timeout.connect(self.forget)
        self._clipboard.dataChanged.connect(self._look)
        application.aboutToQuit.connect(self.forget)

    def forget(self) -> None:
        """Clear the clipboard if what is in it is still ours."""
        self._timer.stop()
        if self._is_marked():
            self._clipboard.clear()
            if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
                self._clipboard.clear(QClipboard.Mode.Selection)

    def _look(self) -> None:
        if self._is_marked():
            return
        self._timer.stop()
        words = self._clipboard.text()
        if not words or not self._was_copied_here(words):
            return
        data = QMimeData()
        data.setText(words)
        data.setData(OURS, QByteArray(b"1"))
        for name, hint in HINTS.items():
            data.setData(name, QByteArray(hint))
        self._clipboard.setMimeData(data)
        self._timer.start()

    def _is_marked(self) -> bool:
        data: QMimeData | None = self._clipboard.mimeData()
        return data is not None and data.hasFormat(OURS)

    def _was_copied_here(self, words: str) -> bool:
        # Not every platform knows who owns the clipboard; the field just copied from tells too.
        return self._clipboard.ownsClipboard() or words == _selected()


def _selected() -> str:
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit):
        return field.selectedText()
    if isinstance(field, QPlainTextEdit):
        return field.textCursor().selection().toPlainText()
    return ""
