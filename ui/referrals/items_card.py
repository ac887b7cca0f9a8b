"""Exactly what goes along, in the words that will be printed, and what stays here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from caseworker.model.referral import DataItem
from caseworker.text import isolate
from ui import words
from ui.language import _, text
from ui.widgets.choice_list import ChoiceList
from ui.widgets.label import section, small
from ui.widgets.panel import Card


class ItemsCard(Card):
    """A check for each item the record has; `changed` tells which are ticked."""

    changed = Signal(tuple)

    def __init__(self, offered: Sequence[tuple[DataItem, str]], chosen: Sequence[DataItem]) -> None:
        super().__init__()
        self.setObjectName("referral-items-card")
        self._offered = dict(offered)
        self.list = ChoiceList(
            [(item.name.lower(), _line(item, said)) for item, said in offered],
            name="item",
            label=_("What goes along"),
        )
        self.list.changed.connect(lambda _keys: self._tell())
        self._stays = small("")
        self._stays.setObjectName("stays-here")
        for widget in (
            section(_("What goes along")),
            small(_("What help is asked for always goes along. Everything else is your choice.")),
            self.list,
            self._stays,
        ):
            self.content.addWidget(widget)
        self.choose(chosen)

    def chosen(self) -> tuple[DataItem, ...]:
        """Return the items that are ticked, in the order of the form."""
        return tuple(DataItem[key.upper()] for key in self.list.values())

    def choose(self, items: Sequence[DataItem]) -> None:
        """Tick *items* and nothing else."""
        self.list.set_values([item.name.lower() for item in items])
        self._stays.setText(stays_here(self.chosen()))

    def _tell(self) -> None:
        self._stays.setText(stays_here(self.chosen()))
        self.changed.emit(self.chosen())


def stays_here(chosen: Sequence[DataItem]) -> str:
    """Return "Stays here: full name, nationality, ..."."""
    return _("Stays here: {items}", items=named(left_out(chosen)))


def left_out(chosen: Sequence[DataItem]) -> list[DataItem]:
    """Return the items that do not go along; what help is asked for always may."""
    return [item for item in DataItem if item not in chosen and item is not DataItem.NEED]


def named(items: Sequence[DataItem]) -> str:
    """Return items in words, one after the other."""
    return text().listed(words.called(item) for item in items)


def _line(item: DataItem, said: str) -> str:
    return _("{item}: {words}", item=words.called(item), words=isolate(said))
