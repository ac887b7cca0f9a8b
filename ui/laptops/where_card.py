"""On which laptops a record lies, and from which it has not gone yet."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from caseworker.model.ids import PersonId
from caseworker.sync.space import RecordPlace
from ui.desk import Desk
from ui.language import _, text
from ui.widgets.label import body, small
from ui.widgets.panel import Card
from ui.widgets.section import SectionHead


def where_it_lies(desk: Desk, person_id: PersonId) -> list[QWidget]:
    """Return what says where a record lies; nothing where one laptop works alone."""
    places = desk.space.lies_on(person_id)
    if len(places) < 2:
        return []
    here = [each for each in places if each.holds]
    still = [each for each in places if each.leaving]
    card = Card(spacing=8)
    card.setObjectName("where-it-lies")
    if len(here) == len(places):
        card.content.addWidget(body(_("On all laptops of the centre")))
    else:
        card.content.addWidget(body(text().listed([_called(each) for each in here])))
    health = [each for each in here if each.holds_health]
    if health and len(health) < len(here):
        card.content.addWidget(
            small(
                _(
                    "What is written about health: only on {laptops}.",
                    laptops=text().listed([_called(each) for each in health]),
                )
            )
        )
    if still:
        card.content.addWidget(
            small(
                _(
                    "Still on {laptops}, until the next exchange there.",
                    laptops=text().listed([each.code for each in still]),
                )
            )
        )
    return [SectionHead(_("Where this record lies")), card]


def _called(place: RecordPlace) -> str:
    if place.is_this:
        return _("this laptop")
    return _("{code}, which goes outside", code=place.code) if place.outreach else place.code
