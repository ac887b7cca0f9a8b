"""On which laptops a record lies, and from which it has not gone yet."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from caseworker.model.ids import PersonId
from caseworker.sync.space import Laptop, LaptopState
from ui.desk import Desk
from ui.language import _, text
from ui.widgets.label import body, small
from ui.widgets.panel import Card
from ui.widgets.section import SectionHead


def where_it_lies(desk: Desk, person_id: PersonId) -> list[QWidget]:
    """Return what says where a record lies; nothing where one laptop works alone."""
    space = desk.space
    if not space.status().founded:
        return []
    laptops = [each for each in space.laptops() if each.state is not LaptopState.REVOKED]
    if len(laptops) < 2:
        return []
    holding, leaving = space.lies_on(person_id), space.unconfirmed(person_id)
    here = [each for each in laptops if each.device in holding]
    still = [
        each
        for each in laptops
        if each.device in leaving or (not each.cleared and each.device not in holding)
    ]
    card = Card(spacing=8)
    card.setObjectName("where-it-lies")
    if len(here) == len(laptops):
        card.content.addWidget(body(_("On all laptops of the centre")))
    else:
        card.content.addWidget(body(text().listed([_called(each) for each in here])))
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


def _called(laptop: Laptop) -> str:
    if laptop.state is LaptopState.THIS:
        return _("this laptop")
    return _("{code}, which goes outside", code=laptop.code) if laptop.outreach else laptop.code
