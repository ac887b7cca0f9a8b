"""The sidebar: centre, work, support, more, sync, person; a rail where text is large."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout

from ui.language import _
from ui.theme import paint
from ui.theme.fonts import Role
from ui.theme.theme import follow, theme
from ui.theme.tokens import Ink, Radius
from ui.widgets.label import Label, small, strong
from ui.widgets.mark import Mark
from ui.widgets.push import PushButton
from ui.window.navigation import Place
from ui.window.sync_pill import SyncPill
from ui.window.words import (
    HOME,
    NavigationItem,
    WindowWords,
    more_item,
    support_items,
    work_items,
)

FULL_WIDTH = 224
RAIL_WIDTH = 96


class NavigationButton(PushButton):
    """One line of the sidebar; chosen = soft ground and weight."""

    def __init__(self, item: NavigationItem, *, rail: bool) -> None:
        super().__init__(item.text)
        self.item = item
        self._rail = rail
        self._count = item.count
        self.setObjectName(f"navigate-{item.place.value}")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if rail:
            self.setToolTip(item.text)
        self._name()
        follow(self._dress)

    def show_count(self, count: str) -> None:
        """Show *count* at the end of the line."""
        self._count = count
        self._name()
        self.update()

    def _name(self) -> None:
        self.setAccessibleName(", ".join(filter(None, (self.item.text, self._count))))

    def _dress(self) -> None:
        self.setFixedHeight(64 if self._rail else 40 + round(20 * (theme().text_scale - 1)))
        self.update()

    def sizeHint(self) -> QSize:
        """Return a line of the sidebar."""
        return QSize(72 if self._rail else 200, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line in its state."""
        now = theme()
        colours = now.tokens
        chosen = self.isChecked()
        painter = QPainter(self)
        area = QRectF(self.rect())
        if chosen:
            edge = colours.accent if colours.high_contrast else None
            paint.box(painter, area, Radius.CONTROL, fill=colours.soft, edge=edge, width=2)
        elif self.underMouse() or self.isDown():
            paint.box(painter, area, Radius.CONTROL, fill=colours.quiet)
        if self.hasFocus():
            paint.focus_ring(painter, area, Radius.CONTROL)
        ink = colours.soft_text if chosen else colours.text2
        side = 32 if self._rail else now.icon_size(20)
        left = (self.width() - side) // 2 if self._rail else 12
        square = QRect(left, (self.height() - side) // 2, side, side)
        paint.icon(painter, self.item.icon, paint.placed(self, square), ink)
        if not self._rail:
            self._write(painter, left + side + 12)

    def _write(self, painter: QPainter, left: int) -> None:
        now = theme()
        start = Qt.AlignmentFlag.AlignLeft
        middle = Qt.AlignmentFlag.AlignVCenter
        align = self.style().visualAlignment(self.layoutDirection(), start | middle)
        font = now.font(Role.STRONG if self.isChecked() else Role.BODY)
        painter.setFont(font)
        painter.setPen(now.colour(Ink.SOFT if self.isChecked() else Ink.TEXT))
        after = QFontMetrics(now.font(Role.SMALL)).horizontalAdvance(self._count) + 20
        words = QRect(left, 0, self.width() - left - after, self.height())
        shown = QFontMetrics(font).elidedText(
            self.item.text, Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(paint.placed(self, words), align, shown)
        painter.setFont(now.font(Role.SMALL))
        painter.setPen(now.colour(Ink.TEXT2))
        end = QRect(self.width() - after, 0, after - 12, self.height())
        align = self.style().visualAlignment(
            self.layoutDirection(), Qt.AlignmentFlag.AlignRight | middle
        )
        painter.drawText(paint.placed(self, end), align, self._count)


class PersonButton(PushButton):
    """Who works here now; opens her menu."""

    def __init__(self, *, rail: bool) -> None:
        super().__init__()
        self._initials = ""
        self._rail = rail
        self.setObjectName("person-menu")
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._name = strong("", wrap=False, lines=1)
        self._name.set_role(Role.SMALL_STRONG)
        self._role = small("", wrap=False, lines=1)
        if rail:
            self.setFixedSize(72, 56)
            return
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self._name)
        words.addWidget(self._role)
        words.addStretch()
        across = QHBoxLayout(self)
        across.setContentsMargins(50, 0, 8, 0)
        if paint.mirrored(self):
            across.setContentsMargins(8, 0, 50, 0)
        across.addLayout(words)
        self.setFixedHeight(44)
        for label in (self._name, self._role):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_person(self, name: str, role: str, initials: str) -> None:
        """Show who works here."""
        self._name.setText(name)
        self._role.setText(role)
        self._initials = initials
        self.setAccessibleName(f"{name}, {role}")
        self.setToolTip(f"{name}, {role}" if self._rail else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the round with the initials, and the state."""
        colours = theme().tokens
        painter = QPainter(self)
        area = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            paint.box(painter, area, Radius.CONTROL, fill=colours.quiet)
        if self.hasFocus():
            paint.focus_ring(painter, area, Radius.CONTROL)
        side = 52 if self._rail else 32
        left = (self.width() - side) // 2 if self._rail else 8
        disc = paint.placed(self, QRect(left, (self.height() - side) // 2, side, side))
        fill = colours.line if self.underMouse() else colours.quiet
        edge = colours.edge if colours.high_contrast else None
        paint.box(painter, disc, side / 2, fill=fill, edge=edge, width=2)
        font = theme().font(Role.SMALL_STRONG)
        if not self._rail:
            font = QFont(theme().font(Role.HINT))
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme().colour(Ink.TEXT))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self._initials)


class Sidebar(QFrame):
    """The way to every place, as a column of names or a rail of icons."""

    navigated = Signal(Place)
    sync_opened = Signal()
    person_opened = Signal()

    def __init__(self, words: WindowWords) -> None:
        super().__init__()
        self.rail = theme().stacked
        self.setObjectName("sidebar")
        self.setAccessibleName(_("Places"))
        self.setFixedWidth(RAIL_WIDTH if self.rail else FULL_WIDTH)
        self._buttons: dict[Place, NavigationButton] = {}
        self._places = words.places
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 16, 12, 12)
        self._column.setSpacing(6 if self.rail else 2)
        self._centre = small("", wrap=False, lines=1)
        self.pill = SyncPill(strip=False)
        self.person = PersonButton(rail=self.rail)
        self._build()
        self.pill.clicked.connect(self.sync_opened)
        self.person.clicked.connect(self.person_opened)
        self.show_words(words)

    def _build(self) -> None:
        column = self._column
        if self.rail:
            column.addWidget(self._menu_button())
        else:
            column.addLayout(self._head())
            column.addSpacing(17)
        self._add(work_items())
        if not self.rail:
            column.addSpacing(12)
        self._add(support_items())
        if not self.rail:
            column.addSpacing(12)
        self._add((more_item(),))
        column.addStretch(1)
        if not self.rail:
            column.addWidget(self.pill)
            column.addSpacing(5)
        column.addWidget(self.person)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 0, 0)
        head.setSpacing(12)
        head.addWidget(Mark(), 0, Qt.AlignmentFlag.AlignVCenter)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Label("Caseworker", Role.STRONG, wrap=False))
        names.addWidget(self._centre)
        head.addLayout(names, 1)
        return head

    def _menu_button(self) -> NavigationButton:
        button = NavigationButton(NavigationItem(Place.MORE, _("Menu"), "list"), rail=True)
        button.setObjectName("navigate-menu")
        button.setCheckable(False)
        button.setAutoExclusive(False)
        button.clicked.connect(self.open_menu)
        return button

    def _add(self, items: tuple[NavigationItem, ...]) -> None:
        for item in self._offered(items):
            button = NavigationButton(item, rail=self.rail)
            button.clicked.connect(lambda _checked=False, place=item.place: self._went(place))
            self._buttons[item.place] = button
            self._column.addWidget(button)

    def _offered(self, items: tuple[NavigationItem, ...]) -> list[NavigationItem]:
        return [item for item in items if item.place in self._places]

    def _went(self, place: Place) -> None:
        self.navigated.emit(place)

    def show_words(self, words: WindowWords) -> None:
        """Show who works where, and what waits."""
        self._centre.setText(words.centre)
        self.pill.show_words(words.sync)
        self.person.show_person(words.person, words.role, words.initials)
        for place, button in self._buttons.items():
            button.show_count(words.counts.get(place, ""))

    def choose(self, place: Place) -> None:
        """Mark the line that *place* belongs to."""
        button = self._buttons.get(HOME.get(place, place))
        if button is not None:
            button.setChecked(True)

    def menu(self) -> QMenu:
        """Return every place by name, for the rail."""
        menu = QMenu(self)
        menu.setFont(theme().font(Role.BODY))
        menu.setAccessibleName(_("Places"))
        for item in self._offered((*work_items(), *support_items(), more_item())):
            action = menu.addAction(theme().icon(item.icon, 20, theme().tokens.text2), item.text)
            action.setObjectName(f"menu-{item.place.value}")
            action.triggered.connect(lambda _checked=False, place=item.place: self._went(place))
        return menu

    def open_menu(self) -> None:
        """Open the names beside the rail."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        corner = self.rect().topLeft() if paint.mirrored(self) else self.rect().topRight()
        menu.popup(self.mapToGlobal(corner))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave to the menu what the rail is too short for."""
        super().resizeEvent(event)
        if self.rail:
            self._fit(event.size().height())

    def _fit(self, height: int) -> None:
        room = (height - 28 - 56) // 70 - 2
        order = [item.place for item in self._offered((*work_items(), *support_items()))]
        for index, place in enumerate(order):
            self._buttons[place].setVisible(index < room)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, and in high contrast the edge."""
        colours = theme().tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.side)
        if colours.high_contrast:
            end = 0 if paint.mirrored(self) else self.width() - 2
            painter.fillRect(QRect(end, 0, 2, self.height()), colours.edge)
