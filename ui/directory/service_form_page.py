"""Enter or change a service: what decides whether it fits somebody."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from caseworker.directory.entries import ServiceEntry, add_service, change_service
from caseworker.model.directory import OpeningHours, ServiceArea
from caseworker.model.ids import ProviderId, ServiceId
from caseworker.ports import UnitOfWork
from caseworker.views.directory import provider_page, service_entry
from ui import words
from ui.directory.hours_field import HoursField
from ui.drafts import WordsKeeper
from ui.form.several import Several
from ui.language import _
from ui.reception.spoken import language_options
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import primary, quiet
from ui.widgets.choice_list import CheckRow
from ui.widgets.columns import TwoColumns
from ui.widgets.field import Field
from ui.widgets.label import section, small
from ui.widgets.panel import Card
from ui.widgets.select import Select
from ui.widgets.text_input import TextArea, TextField
from ui.window.navigation import Destination, Place


class ServiceFormPage(Screen):
    """What the directory says about a service; one that is kept counts as checked today."""

    def __init__(
        self, shell: Shell, provider_id: ProviderId, service_id: ServiceId | None = None
    ) -> None:
        super().__init__(
            shell,
            _("New service") if service_id is None else _("Change a service"),
            " ",
            name="service-form",
        )
        now = self.desk.now()
        provider = self.desk.ask(lambda reads: provider_page(reads, provider_id, now))
        self._provider_id, self._service_id = provider_id, service_id
        self._confidential = provider.confidential
        self.head.say(self.head.title.text(), provider.name)
        known = ServiceEntry(name="", area=ServiceArea.LEGAL)
        if service_id is not None:
            known = self.desk.ask(lambda reads: service_entry(reads, service_id))[1]
        self._fields: dict[str, Field] = {}
        self._build(known)
        keep = primary(_("Keep the service"), name="keep-service")
        keep.clicked.connect(self._keep)
        leave = quiet(_("Back"), name="leave-service")
        leave.clicked.connect(shell.back)
        self._words = WordsKeeper(self, self.desk, service_id or provider_id, "service")
        self.action_row.start.add(leave)
        self.action_row.end.add(keep)

    def _build(self, known: ServiceEntry) -> None:
        self.area = Select(
            [(area.name, words.called(area)) for area in ServiceArea],
            name="service-area",
            label=_("Area of help"),
        )
        self.area.set_value(known.area.name)
        self.description = TextArea(
            known.description, name="service-description", lines=2, label=_("In short")
        )
        self.languages = Several(
            language_options(), name="service-languages", label=_("Languages spoken")
        )
        self.languages.set_values(known.languages)
        self.hours = HoursField(known.hours)
        self.by_appointment = CheckRow(
            _("By appointment"), name="service-by-appointment", checked=known.by_appointment
        )
        self.women_only = CheckRow(
            _("For women only"), name="service-women-only", checked=known.women_only
        )
        self.undocumented = CheckRow(
            _("Helps people without papers"),
            name="service-undocumented",
            checked=known.accepts_undocumented,
        )
        self.free = CheckRow(_("Free of charge"), name="service-free", checked=known.free)
        columns = TwoColumns(gap=24, spacing=12)
        columns.main.addWidget(self._what(known))
        if not self._confidential:
            columns.main.addWidget(self._for_whom(known))
            columns.side.addWidget(self._when())
            columns.side.addWidget(self._where(known))
        else:
            columns.side.addWidget(
                _card("", small(_("Of a confidential shelter, only name and area are kept.")))
            )
        self.add(columns)

    def _what(self, known: ServiceEntry) -> Card:
        parts: list[QWidget] = [
            self._line("name", _("Name of the service"), known.name),
            Field(_("Area of help"), self.area),
        ]
        if not self._confidential:
            parts += [
                Field(_("In short"), self.description),
                Field(_("Languages spoken"), self.languages),
            ]
        return _card(_("What it offers"), *parts)

    def _for_whom(self, known: ServiceEntry) -> Card:
        return _card(
            _("Who it is for"),
            self._line(
                "women_staff",
                _("When a woman is there"),
                known.women_staff,
                _("Empty means: no woman is promised"),
            ),
            self.women_only,
            self._line("min_age", _("From age"), _number(known.min_age), _("Years, or empty")),
            self._line("max_age", _("Up to age"), _number(known.max_age), _("Years, or empty")),
            self._line("childcare", _("What there is for children meanwhile"), known.childcare),
            self._line("papers_asked", _("Papers asked"), known.papers_asked, _("Empty: none")),
            self.undocumented,
            self.free,
            self._line("cost", _("What it costs, where it is not free"), known.cost),
        )

    def _when(self) -> Card:
        return _card(_("Open"), self.hours, self.by_appointment)

    def _where(self, known: ServiceEntry) -> Card:
        return _card(
            _("Where"),
            self._line("place", _("Place"), known.place),
            self._line("distance_km", _("How far from here, in km"), known.distance_km),
            self._line("directions", _("How to get there"), known.directions),
        )

    def _line(self, key: str, label: str, value: str, hint: str = "") -> Field:
        field = Field(label, TextField(value, name=f"service-{key.replace('_', '-')}"), hint)
        self._fields[key] = field
        return field

    def _keep(self) -> None:
        entry = self._read()
        if entry is None:
            return
        provider_id, service_id = self._provider_id, self._service_id

        def act(work: UnitOfWork) -> None:
            if service_id is None:
                add_service(work, provider_id, entry)
            else:
                change_service(work, service_id, entry)

        self.desk.write(self, act, self._kept)

    def _kept(self, _nothing: None) -> None:
        self._words.discard()
        self.shell.say(_("The service is kept"))
        self.shell.go(Destination(Place.DIRECTORY, str(self._provider_id)))

    def _read(self) -> ServiceEntry | None:
        """Return what is written, or None where something must be looked at first."""
        name, area = self._said("name"), ServiceArea[self.area.value() or "LEGAL"]
        self._fields["name"].set_error("" if name else _("A name, so that colleagues find it"))
        if self._confidential:
            return ServiceEntry(name=name, area=area) if name else None
        ages = [self._age("min_age"), self._age("max_age")]
        distance = self._distance()
        hours = self.hours.hours()
        if not name or hours is None or distance is None or None in ages:
            return None
        return self._entry(name, area, hours, distance)

    def _entry(
        self, name: str, area: ServiceArea, hours: tuple[OpeningHours, ...], distance: str
    ) -> ServiceEntry:
        return ServiceEntry(
            name=name,
            area=area,
            description=self.description.toPlainText().strip(),
            place=self._said("place"),
            distance_km=distance,
            directions=self._said("directions"),
            languages=self.languages.values(),
            hours=hours,
            by_appointment=self.by_appointment.isChecked(),
            women_staff=self._said("women_staff"),
            women_only=self.women_only.isChecked(),
            childcare=self._said("childcare"),
            papers_asked=self._said("papers_asked"),
            accepts_undocumented=self.undocumented.isChecked(),
            min_age=_years(self._said("min_age")),
            max_age=_years(self._said("max_age")),
            cost=self._said("cost"),
            free=self.free.isChecked(),
        )

    def _said(self, key: str) -> str:
        field = self._fields.get(key)
        control = field.control if field is not None else None
        return control.text().strip() if isinstance(control, TextField) else ""

    def _age(self, key: str) -> str | None:
        said = self._said(key)
        right = not said or _years(said) is not None
        self._fields[key].set_error("" if right else _("A number of years, or nothing"))
        return said if right else None

    def _distance(self) -> str | None:
        said = self._said("distance_km").replace(",", ".")
        try:
            right = not said or float(said) >= 0
        except ValueError:
            right = False
        self._fields["distance_km"].set_error("" if right else _("A number, as 1.2, or nothing"))
        return said if right else None


def _card(heading: str, *parts: QWidget) -> Card:
    card = Card(spacing=12)
    if heading:
        card.content.addWidget(section(heading))
    for part in parts:
        card.content.addWidget(part)
    return card


def _years(said: str) -> int | None:
    return int(said) if said.isdecimal() and int(said) < 130 else None


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
