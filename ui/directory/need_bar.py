"""What is looked for: words, and wishes as chips. A wish never hides a service."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseworker.directory.matching import Wanted
from caseworker.model.directory import ServiceArea
from caseworker.views.directory import Seeker
from ui import words
from ui.language import _, text
from ui.theme.theme import follow, theme
from ui.widgets.button import ghost
from ui.widgets.chip import FilterChip
from ui.widgets.flow import Flow
from ui.widgets.label import small
from ui.widgets.search_field import SearchField
from ui.widgets.select import Select
from ui.widgets.stack import Line

AFTER_TYPING = 120
"""Milliseconds without a key before the list follows the words."""
BESIDE_WORDS = 5
_ANY = "any"


class NeedBar(QWidget):
    """Tells `changed` with what is wanted."""

    changed = Signal(object)

    def __init__(self, seeker: Seeker | None) -> None:
        super().__init__()
        self.setObjectName("need-bar")
        self._seeker = seeker
        self.search = SearchField(name="need", label=_("What is needed"), example=_("Legal advice"))
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(AFTER_TYPING)
        self._typing.timeout.connect(self._tell)
        self.search.textChanged.connect(lambda _words: self._typing.start())
        self.search.returnPressed.connect(self._tell)
        self.wishes = self._chips(seeker)
        self.area = Select(
            [(_ANY, _("Any area")), *((area.name, words.called(area)) for area in ServiceArea)],
            name="area",
            label=_("Area of help"),
        )
        self.area.set_value(_ANY)
        self.area.chosen.connect(lambda _key: self._tell())
        first, rest = self._in_order()
        self._more = Flow(small(_("Area of help"), wrap=False), self.area, *rest, gap=12)
        self._more.hide()
        more = ghost(_("More"), name="more-filters", small=True)
        more.clicked.connect(lambda: self._more.setVisible(self._more.isHidden()))
        looking = Flow(
            Line(self.search, small(_("Looking for"), wrap=False), gap=16),
            *first,
            gap=8,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Flow(looking, more, lead=300))
        column.addWidget(self._more)
        follow(self._dress)

    def _dress(self) -> None:
        self.search.setFixedWidth(round(260 * min(theme().text_scale, 1.6)))

    def wanted(self) -> Wanted:
        """Return what is looked for now."""
        on = {key: chip.isChecked() for key, chip in self.wishes.items()}
        area = self.area.value()
        wanted = Wanted(
            words=self.search.text(),
            area=None if area in {None, _ANY} else ServiceArea[str(area)],
            woman=on["woman"],
            agreement=on["agreement"],
            open_now=on["open_now"],
            childcare=on["childcare"],
            no_papers=on["no_papers"],
        )
        if self._seeker is None:
            return wanted
        spoken = self._seeker.language if on.get("language") else ""
        return replace(wanted, language=spoken, age=self._seeker.age, sex=self._seeker.sex)

    def _chips(self, seeker: Seeker | None) -> dict[str, FilterChip]:
        named: dict[str, tuple[str, bool]] = {}
        if seeker is not None and seeker.language:
            spoken = _("Speaks {language}", language=text().language_name(seeker.language))
            named["language"] = spoken, True
        named["woman"] = _("Woman adviser"), seeker is not None and seeker.wants_woman
        named["agreement"] = _("Agreement in force"), seeker is not None
        named["open_now"] = _("Open now"), False
        named["childcare"] = _("Childcare"), seeker is not None and seeker.childcare
        named["no_papers"] = _("No papers asked"), seeker is not None and seeker.no_papers
        chips = {}
        for key, (said, on) in named.items():
            chip = FilterChip(said, name=f"wish-{key}", checked=on)
            chip.toggled.connect(lambda _on: self._tell())
            chips[key] = chip
        return chips

    def _in_order(self) -> tuple[list[FilterChip], list[FilterChip]]:
        """Return the chips beside the words, chosen ones first, and those behind "More"."""
        chips = sorted(self.wishes.values(), key=lambda chip: not chip.isChecked())
        chosen = sum(chip.isChecked() for chip in chips)
        beside = max(BESIDE_WORDS - (chosen > 3), chosen)
        return chips[:beside], chips[beside:]

    def _tell(self) -> None:
        self._typing.stop()
        self.changed.emit(self.wanted())
