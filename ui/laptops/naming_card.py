"""What the root is about to sign, shown before: a list that anybody can write is not believed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from caseworker.model.staff import Role
from caseworker.sync.space import Naming
from caseworker.text import isolate
from ui import words
from ui.language import _, ngettext, text
from ui.theme.tokens import Tone
from ui.widgets.button import ghost, primary
from ui.widgets.fact import Fact
from ui.widgets.flow import Flow
from ui.widgets.label import section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card


class NamingCard(Card):
    """Whom it is about, what she may do from then on, and whose word ends with it."""

    def __init__(self, shown: Naming, sign: Callable[[], None], back: Callable[[], None]) -> None:
        super().__init__(spacing=12)
        self.setObjectName("root-naming")
        self.sign = primary(_("Sign it"), name="root-sign")
        self.sign.clicked.connect(sign)
        leave = ghost(_("Back"), name="root-back")
        leave.clicked.connect(back)
        for widget in (
            section(_("The root will sign this")),
            small(_("Ask the person in front of you, or by voice, whether all of it is so.")),
            *_facts(shown),
            *_doubts(shown),
            Flow(self.sign, leave, gap=12),
        ):
            self.content.addWidget(widget)


def _facts(shown: Naming) -> list[QWidget]:
    laptops = text().listed([isolate(code) for code in shown.laptops])
    roles = [words.called(role) for role in Role if role.value in shown.roles]
    return [
        Fact("user", _("Who"), isolate(shown.name or shown.called)),
        Fact("users", _("Roles from then on"), text().listed(roles)),
        Fact("laptop", _("Laptops that this person unlocks"), laptops or _("None yet")),
    ]


def _doubts(shown: Naming) -> list[QWidget]:
    found: list[QWidget] = []
    if shown.name != shown.called:
        said = (
            _(
                "An administrator wrote “{name}”. Somebody else wrote “{called}” over it.",
                name=isolate(shown.name),
                called=isolate(shown.called),
            )
            if shown.name
            else _("No administrator wrote this name. Be sure that you know whose it is.")
        )
        found.append(Notice(Tone.WARN, "warning-circle", _("Look at the name"), said))
    if shown.overrules:
        said = ngettext(
            "An administrator ended this person once. That counts no longer.",
            "Administrators ended this person {count} times. That counts no longer.",
            shown.overrules,
        )
        found.append(Notice(Tone.WARN, "warning-circle", _("The root overrules"), said))
    return found
