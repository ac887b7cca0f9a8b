"""The main window: sidebar, header, the screen in the middle, and the layers above it.

It knows places and words, nothing of the domain; what happens is told by signals named as facts.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ui.theme.theme import follow, theme
from ui.widgets.reading_order import focus_next
from ui.widgets.sheet import Sheet
from ui.widgets.stack import let_go
from ui.widgets.toast import SECONDS, Toast
from ui.window.header import Header
from ui.window.hide_screen import HideScreen
from ui.window.navigation import Destination, Place
from ui.window.palette import Palette, Provider, Result
from ui.window.sidebar import Sidebar
from ui.window.sync_pill import SyncPill
from ui.window.title import TITLE
from ui.window.words import WindowWords


class MainWindow(QMainWindow):
    """The window every screen lives in."""

    navigated = Signal(Destination)
    """A place was asked for, by the sidebar, the search or a key."""
    back_requested = Signal()
    lock_requested = Signal()
    undo_requested = Signal()
    """Ctrl+Z outside a toast."""
    sync_opened = Signal()
    person_opened = Signal()
    hidden = Signal()
    shown_again = Signal()

    def __init__(self, words: WindowWords, find: Provider | None = None) -> None:
        super().__init__()
        self._words = words
        self._find: Provider = find or _find_nothing
        self._place = Place.TODAY
        self._before_hiding: QWidget | None = None
        self._toast: Toast | None = None
        self.setObjectName("main-window")
        self.setWindowTitle(TITLE)
        self.setMinimumSize(960, 600)
        self._body = QWidget()
        self._body.setObjectName("window_body")
        self._body.setAccessibleName(TITLE)
        self.setCentralWidget(self._body)
        # Nothing is chosen before the person chooses: the keyboard starts on the bare window.
        self._body.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._body.setFocus()
        self._across = QHBoxLayout(self._body)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        self.pages = QStackedWidget()
        self._build()
        self._palette = Palette(self._body)
        self._palette.chosen.connect(self._found)
        self._hide = HideScreen(self)
        self._hide.shown_again.connect(self.show_again)
        self._keys()
        follow(self._dress)

    def _build(self) -> None:
        self.sidebar = Sidebar(self._words)
        self.header = Header()
        self.strip = SyncPill(strip=True)
        self.strip.show_words(self._words.sync)
        self.strip.setVisible(self.sidebar.rail)
        self._main = QWidget()
        column = QVBoxLayout(self._main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.pages, 1)
        column.addWidget(self.strip)
        self._across.addWidget(self.sidebar)
        self._across.addWidget(self._main, 1)
        self.sidebar.navigated.connect(self._go)
        self.sidebar.sync_opened.connect(self.sync_opened)
        self.sidebar.person_opened.connect(self.person_opened)
        self.strip.clicked.connect(self.sync_opened)
        self.header.hide_requested.connect(self.hide_work)
        self.header.lock_requested.connect(self.lock_requested)
        self.header.searched.connect(self._search)
        self.header.stepped.connect(self._step)
        self.header.accepted.connect(self._accept)
        self.header.left.connect(self._close_palette)
        self.sidebar.choose(self._place)

    def _dress(self) -> None:
        """Build the frame anew where the text grew past the step, or the words turned."""
        if self.sidebar.rail != theme().stacked:
            self.rebuild()

    def rebuild(self) -> None:
        """Build sidebar and header anew, in the language and size now in force."""
        old = (self.sidebar, self._main)
        self.pages.setParent(None)
        self._build()
        for widget in old:
            widget.hide()
            widget.deleteLater()
        self._palette.raise_()

    def _keys(self) -> None:
        for keys, act in (
            ("Ctrl+K", self.open_search),
            ("F9", self._toggle_hidden),
            ("Ctrl+L", self.lock_requested.emit),
            ("Ctrl+Z", self._undo),
            ("Alt+Left", self._back),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(act)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab as one reads: sidebar, header, then the page from its head to its last act."""
        here = QApplication.focusWidget()
        if here is not None and not here.isVisible():
            # Nobody pressed Tab: what had the keyboard went away, and nothing is chosen instead.
            self._body.setFocus()
            return True
        return focus_next(self, forward=forward)

    # What the window shows

    def show_words(self, words: WindowWords) -> None:
        """Show centre, person, counts and sync as *words* say."""
        self._words = words
        self.sidebar.show_words(words)
        self.strip.show_words(words.sync)

    def show_page(self, page: QWidget, place: Place) -> None:
        """Show *page*, and mark its place in the sidebar."""
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        if self.pages.isAncestorOf(QApplication.focusWidget() or self):
            self._body.setFocus()
        self.pages.setCurrentWidget(page)
        self._place = place
        self.sidebar.choose(place)

    def drop_page(self, page: QWidget) -> None:
        """Let *page* go."""
        self.pages.removeWidget(page)
        let_go(page)

    def show_toast(self, text: str, *, can_undo: bool = True) -> Toast:
        """Say what was done; the toast's `undone` tells when it is to be taken back."""
        if self._toast is not None:
            self._toast.close_now()
        toast = Toast(text, can_undo=can_undo, seconds=SECONDS if can_undo else SECONDS / 2)
        toast.setParent(self._body)
        toast.closed.connect(self._toast_gone)
        self._toast = toast
        self._place_toast()
        toast.show()
        toast.raise_()
        return toast

    def show_sheet(self, sheet: Sheet) -> None:
        """Lay *sheet* over the window."""
        self._close_palette()
        sheet.open_over(self._body)

    # Search

    def open_search(self) -> None:
        """Put the keyboard into the search field, and show what it proposes."""
        if self._covered():
            return
        self.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.header.search.selectAll()
        self._search(self.header.search.text())

    def find_with(self, find: Provider) -> None:
        """Ask *find* for results from now on."""
        self._find = find

    def _search(self, query: str) -> None:
        results: Sequence[Result] = self._find(query)
        if not query.strip() and not results:
            self._palette.hide()
            return
        field = self.header.search
        corner = field.mapTo(self._body, field.rect().topLeft())
        self._palette.show_results(query, results, field.rect().translated(corner))

    def _step(self, rows: int) -> None:
        if self._palette.isVisible():
            self._palette.step(rows)
        else:
            self._search(self.header.search.text())

    def _accept(self) -> None:
        if self._palette.isVisible():
            self._palette.choose_current()

    def _found(self, destination: Destination) -> None:
        self.header.search.clear()
        self._body.setFocus(Qt.FocusReason.OtherFocusReason)
        self.navigated.emit(destination)

    def _close_palette(self) -> None:
        self._palette.hide()

    # Hide and lock

    def hide_work(self) -> None:
        """Blank the window until F9 or a click."""
        self._close_palette()
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self._before_hiding = QApplication.focusWidget()
        self._hide.setGeometry(self.rect())
        self._hide.show()
        self._hide.raise_()
        self._hide.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hidden.emit()

    def show_again(self) -> None:
        """Show the work as it was."""
        self._hide.hide()
        # What had the keyboard may have gone meanwhile: exchanges go on behind the blank window.
        if self._before_hiding is not None and isValid(self._before_hiding):
            self._before_hiding.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before_hiding = None
        self.shown_again.emit()

    def is_hidden(self) -> bool:
        """Return whether the window is blank."""
        return self._hide.isVisible()

    def _toggle_hidden(self) -> None:
        if self._hide.isVisible():
            self.show_again()
        else:
            self.hide_work()

    def _covered(self) -> bool:
        return self._hide.isVisible() or any(
            sheet.isVisible() for sheet in self._body.findChildren(Sheet)
        )

    def _undo(self) -> None:
        if self._covered():
            return
        if self._toast is not None:
            self._toast.undo()
        else:
            self.undo_requested.emit()

    def _back(self) -> None:
        if not self._covered():
            self.back_requested.emit()

    def _go(self, place: Place) -> None:
        self.sidebar.choose(self._place)
        self.navigated.emit(Destination(place))

    def _toast_gone(self) -> None:
        self._toast = None

    def _place_toast(self) -> None:
        if self._toast is None:
            return
        hint = self._toast.sizeHint()
        width = min(max(hint.width(), 360), self._body.width() - 32)
        below = self.strip.height() if self.strip.isVisible() else 0
        self._toast.setGeometry(
            (self._body.width() - width) // 2,
            self._body.height() - hint.height() - below,
            width,
            hint.height(),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the layers where they belong."""
        super().resizeEvent(event)
        self._hide.setGeometry(self.rect())
        self._place_toast()


def _find_nothing(_query: str) -> Sequence[Result]:
    return ()
