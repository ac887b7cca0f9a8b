"""A laptop asks to join: two people compare its numbers before anybody signs."""

from __future__ import annotations

from caseworker.sync.enrolment import Request
from ui.language import _
from ui.laptops.fingerprints import Fingerprints
from ui.widgets.button import danger, primary, quiet
from ui.widgets.choice_list import CheckRow
from ui.widgets.flow import Flow
from ui.widgets.label import body, section, small
from ui.widgets.panel import Card


class CompareCard(Card):
    """One request, its person, both numbers, and the two answers."""

    def __init__(self, request: Request, person: str, centre: str) -> None:
        super().__init__()
        self.setObjectName("compare-laptop")
        self.same = primary(_("They are the same"), name="numbers-same")
        self.differ = danger(_("They differ"), name="numbers-differ")
        self.outside = CheckRow(
            _("It goes outside: it carries only the cases of {name}", name=person),
            name="goes-outside",
        )
        self.later = quiet(_("Back"), name="compare-later")
        for widget in (
            section(_("Laptop {code} asks to join", code=request.code)),
            body(_("{name} is to unlock it first.", name=person)),
            small(
                _(
                    "On the new laptop the name must be written exactly like this, letter by"
                    " letter. If it is not, answer “Back”, and let it be set up once more."
                )
            ),
            body(
                _(
                    "Two people compare both numbers on both screens, group by group. Whoever is"
                    " let in can read everything that this centre writes."
                )
            ),
            Fingerprints(request.fingerprint, centre),
            self.outside,
            Flow(self.later, self.differ, self.same, gap=12),
        ):
            self.content.addWidget(widget)
