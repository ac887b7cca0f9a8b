"""The parts of an offered case: what keeps the person safe first, the plan, what comes along."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from caseworker.form_library.chosen_words import chosen_words
from caseworker.model.consent import Basis
from caseworker.model.person import SafeContact
from caseworker.text import isolate
from caseworker.views.offered_case import Alike, OfferedCase
from caseworker.words import item_name
from ui import words
from ui.handover.words import portion
from ui.language import _, text
from ui.theme.tokens import Tone
from ui.widgets.choice_list import RadioList
from ui.widgets.fact import Fact
from ui.widgets.label import section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card


def safety_card(shown: OfferedCase) -> Card:
    """Return what has to be known before anybody calls or writes."""
    card = Card(spacing=10)
    card.setObjectName("offered-safety")
    card.content.addWidget(section(_("Before you contact the person")))
    facts = [
        *(_contact(each) for each in shown.contacts),
        *_if_said("hand", _("People and places to avoid"), shown.avoid),
        *_if_said("warning-circle", _("May harm, as they know"), text().listed(shown.to_fear)),
        *_if_said("shield-check", _("Protection"),
                  text().listed(sorted(words.called(each) for each in shown.flags))),
        *_if_said("first-aid-kit", _("Food and allergies"),
                  words.joined(shown.diet, shown.allergies)),
    ]  # fmt: skip
    if shown.safety_plan:
        facts.append(Fact("clipboard-text", _("Safety plan"), _("One is open and comes along")))
    for fact in facts:
        card.content.addWidget(fact)
    if not shown.contacts:
        card.content.addWidget(
            Notice(
                Tone.WARN,
                "phone",
                _("No safe way to reach the person comes along"),
                _("Ask the other centre before anybody calls."),
            )
        )
    return card


def prepare_card(shown: OfferedCase) -> Card | None:
    """Return what has to be ready when the person comes; None where nothing is said."""
    speaks = chosen_words("person.communication_needs", shown.communication_needs, text())
    interpreter = _("An interpreter is needed") if shown.interpreter_needed else ""
    facts = [
        *_if_said("chat-circle-text", _("What makes speaking easier"),
                  words.joined(interpreter, speaks)),
        *_if_said("heart", _("Special care"),
                  chosen_words("person.vulnerabilities", shown.special_care, text())),
        *_if_said("check-square", _("Needed at the registration"),
                  chosen_words("person.immediate_needs", shown.immediate_needs, text())),
    ]  # fmt: skip
    if not facts:
        return None
    card = Card(spacing=10)
    card.content.addWidget(section(_("What to prepare")))
    for fact in facts:
        card.content.addWidget(fact)
    return card


def plan_card(shown: OfferedCase) -> Card:
    """Return the handover plan."""
    card = Card(spacing=10)
    card.content.addWidget(section(_("Handover plan")))
    plan = shown.plan
    if plan is None:
        card.content.addWidget(small(_("None came along.")))
        return card
    for icon, heading, said in (
        ("arrow-bend-up-right", _("Why"), plan.reason),
        ("check-square", _("What was done"), plan.done_so_far),
        ("clock", _("What is still to do"), plan.still_to_do),
        ("warning-circle", _("What to be careful about"), plan.risks),
        ("handshake", _("How both get to know each other"), plan.introduced),
        ("chat-circle-text", _("What the person says about it"), plan.her_view),
    ):
        for fact in _if_said(icon, heading, said):
            card.content.addWidget(fact)
    return card


def what_comes_card(shown: OfferedCase) -> Card:
    """Return what comes along, counted, and on what it stands."""
    card = Card(spacing=6)
    card.content.addWidget(section(_("What comes along")))
    for part, count in shown.counts:
        card.content.addWidget(small(words.joined(portion(part), text().number(count))))
    items = text().listed(item_name(item, text()) for item in shown.items)
    if shown.basis == Basis.CONSENT.value:
        said = _("Inside one organisation: {items}", items=items)
        if not shown.ours:
            said = _("The person said yes to: {items}", items=items)
        card.content.addWidget(small(said))
    else:
        basis = next((words.called(each) for each in Basis if each.value == shown.basis), "")
        card.content.addWidget(
            Notice(Tone.WARN, "scales", _("Without a yes: {basis}", basis=basis), shown.why)
        )
    return card


class AlikeCard(Card):
    """Who has a record here and may be the same person. It is noted, and nothing is merged."""

    chosen = Signal(str)

    def __init__(self, alike: Sequence[Alike]) -> None:
        super().__init__(spacing=8)
        self.setObjectName("offered-alike")
        self.content.addWidget(section(_("Perhaps known here already")))
        self.content.addWidget(
            small(_("Nothing is merged. Both records then say that they may be of one person."))
        )
        options = [(str(each.person_id), _named(each)) for each in alike]
        self.people = RadioList([*options, ("", _("Somebody else"))], name="may-be")
        self.people.set_value("")
        self.people.chosen.connect(self.chosen)
        self.content.addWidget(self.people)


def _named(each: Alike) -> str:
    before = _("the same centre handed this person over before") if each.came_before else ""
    return words.joined(words.named(each.name), isolate(each.number), before)


def _contact(way: SafeContact) -> Fact:
    heading = _("Never this way") if way.never else _("Safe way")
    icon = "hand" if way.never else "phone"
    said = words.joined(words.called(way.channel), way.address, way.when, way.pretext, way.note)
    return Fact(icon, heading, isolate(said))


def _if_said(icon: str, heading: str, said: str) -> list[Fact]:
    # In whatever language they write there, it turns nothing here.
    return [Fact(icon, heading, isolate(said))] if said.strip() else []
