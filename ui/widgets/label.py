"""Words on the screen: one role, one ink, the line height of their script.

Always plain text, so that a name like `<b>` stays a name. A wrapped label knows its height for
each width; Qt's own labels need rich text for line height and get both wrong in scroll areas.
"""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme.fonts import Role
from ui.theme.paint import mirrored
from ui.theme.theme import follow, theme
from ui.theme.tokens import Ink

_UNBOUNDED = 1_000_000
_BASELINE = 1.069
"""Where the letters stand, in em below the top of the line (Noto Sans' ascent)."""
_MEASURE = 640
"""The widest line a wrapped label asks for by itself, in pixels at 100 % text."""


class _Laid(NamedTuple):
    """Words broken into lines, their height and the width of the widest line."""

    words: QTextLayout
    height: int
    widest: float


class Label(QLabel):
    """Plain words in one role and one ink.

    *wrap* breaks lines to the width given; *lines* > 0 ends with an ellipsis after that many
    lines, the whole text in the tooltip.
    """

    def __init__(
        self,
        text: str = "",
        role: Role = Role.BODY,
        ink: Ink = Ink.TEXT,
        *,
        wrap: bool = True,
        lines: int = 0,
        centred: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._role = role
        self._ink = ink
        self._wrap = wrap
        self._lines = lines
        self._centred = centred
        self._laid: dict[int, _Laid] = {}
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred if wrap or lines else QSizePolicy.Policy.Minimum,
            QSizePolicy.Policy.Fixed if not wrap else QSizePolicy.Policy.Minimum,
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.setText(text)
        follow(self._dress)

    def setText(self, text: str) -> None:
        """Show *text*."""
        if text != self.text():
            super().setText(text)
            self._forget()

    def set_ink(self, ink: Ink) -> None:
        """Write in *ink*."""
        if ink is not self._ink:
            self._ink = ink
            self.update()

    def set_role(self, role: Role) -> None:
        """Set in *role*."""
        self._role = role
        self._dress()

    def ink(self) -> Ink:
        """Return the ink the words are written in."""
        return self._ink

    def _dress(self) -> None:
        self.setFont(theme().font(self._role, self.text()))
        self._forget()

    def _forget(self) -> None:
        self._laid.clear()
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Lay out anew when the reading direction turns."""
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._forget()
        super().changeEvent(event)

    def hasHeightForWidth(self) -> bool:
        """Return whether the height follows the width."""
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        """Return the height the words need at *width*."""
        return self._lay(width).height if self._wrap else self._line()

    def sizeHint(self) -> QSize:
        """Return the size of the words, on one line as far as that is readable."""
        if not self._wrap:
            return QSize(self._natural(), self._line())
        width = min(self._natural(), round(_MEASURE * theme().text_scale))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which no word is cut."""
        if not self._wrap:
            least = self._natural()
            if self._lines:
                least = min(least, round(60 * theme().text_scale))
            return QSize(least, self._line())
        metrics = QFontMetricsF(theme().font(self._role, self.text()))
        longest = max(self.text().split(), key=len, default="")[:40]
        word = metrics.horizontalAdvance(longest) + 2
        return QSize(min(round(word), round(260 * theme().text_scale)), self._line())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Write the words."""
        painter = QPainter(self)
        painter.setPen(theme().colour(self._ink))
        laid = self._lay(self.width())
        spare = 0 if self._wrap else max(0, self.height() - laid.height)
        laid.words.draw(painter, QPointF(0, spare // 2))

    def _line(self) -> int:
        return theme().line_height(self._role, self.text())

    def _natural(self) -> int:
        return ceil(self._lay(_UNBOUNDED).widest)

    def _lay(self, width: int) -> _Laid:
        if width not in self._laid:
            if len(self._laid) > 8:
                self._laid.clear()
            self._laid[width] = self._lay_out(width)
        return self._laid[width]

    def _lay_out(self, width: int) -> _Laid:
        """Break the words to *width*; those beyond the last line end in an ellipsis."""
        text = self.text().replace("\n", "\u2028")
        laid = self._break(text, width)
        shortened = laid.widest > width if not self._wrap else laid.words.lineCount() > self._lines
        if not self._lines or not shortened:
            return laid
        self.setToolTip(self.text())
        start = laid.words.lineAt(self._lines - 1).textStart()
        metrics = QFontMetricsF(laid.words.font())
        last = metrics.elidedText(text[start : start + 400], Qt.TextElideMode.ElideRight, width)
        return self._break(text[:start] + last, width)

    def _break(self, text: str, width: int) -> _Laid:
        now = theme()
        words = QTextLayout(text, now.font(self._role, text))
        words.setTextOption(self._option())
        advance = now.line_height(self._role, text, paragraph=True)
        baseline = round(_BASELINE * words.font().pixelSize())
        widest = 0.0
        words.beginLayout()
        while (line := words.createLine()).isValid():
            line.setLineWidth(width)
            top = advance * (words.lineCount() - 1)
            line.setPosition(QPointF(0, top + baseline - line.ascent()))
            widest = max(widest, line.naturalTextWidth())
        words.endLayout()
        lines = max(1, words.lineCount())
        return _Laid(words, now.line_height(self._role, text) + advance * (lines - 1), widest)

    def _option(self) -> QTextOption:
        option = QTextOption()
        modes = QTextOption.WrapMode
        option.setWrapMode(modes.WrapAtWordBoundaryOrAnywhere if self._wrap else modes.NoWrap)
        option.setTextDirection(self.layoutDirection())
        if self._centred:
            option.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        elif mirrored(self):
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
        return option


def title(text: str) -> Label:
    """Return the one title of a page."""
    return Label(text, Role.TITLE)


def section(text: str) -> Label:
    """Return the heading of a section."""
    return Label(text, Role.SECTION)


def body(text: str, ink: Ink = Ink.TEXT, *, wrap: bool = True, lines: int = 0) -> Label:
    """Return running text."""
    return Label(text, Role.BODY, ink, wrap=wrap, lines=lines)


def strong(text: str, ink: Ink = Ink.TEXT, *, wrap: bool = True, lines: int = 0) -> Label:
    """Return running text with weight."""
    return Label(text, Role.STRONG, ink, wrap=wrap, lines=lines)


def small(text: str, ink: Ink = Ink.TEXT2, *, wrap: bool = True, lines: int = 0) -> Label:
    """Return small text, in the second ink."""
    return Label(text, Role.SMALL, ink, wrap=wrap, lines=lines)


def small_strong(text: str, ink: Ink = Ink.TEXT, *, wrap: bool = True, lines: int = 0) -> Label:
    """Return small text with weight."""
    return Label(text, Role.SMALL_STRONG, ink, wrap=wrap, lines=lines)
