"""One card of another centre: two people compare its number, or it is put aside."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from caseworker.handover.cards import CardState, Compared, compare, put_aside
from caseworker.model.directory import Provider
from caseworker.model.entity import Entity
from caseworker.model.handover import CentreCard
from caseworker.model.ids import ProviderId
from caseworker.permissions import Act, may
from caseworker.ports import Reads, UnitOfWork, missing
from caseworker.text import isolate
from caseworker.views.handovers import CardLine, card_line
from ui import words
from ui.drafts import WordsKeeper
from ui.handover.words import state_of_card
from ui.language import _
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.fonts import Role
from ui.theme.tokens import Tone
from ui.widgets.button import danger, primary, quiet
from ui.widgets.chip import Chip
from ui.widgets.code_sheet import CodeSheet
from ui.widgets.columns import TwoColumns
from ui.widgets.fact import Fact
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import Label, body, section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.segments import Segments
from ui.widgets.select import Select
from ui.widgets.text_input import TextField
from ui.window.navigation import Destination, Place

_OURS, _PARTNER = "ours", "partner"
_NO_ENTRY = "none"


class CardPage(Screen):
    """Nothing goes out or comes in by a card before both have read the same number."""

    watches: ClassVar[tuple[type[Entity], ...]] = (CentreCard,)

    def __init__(self, shell: Shell, card_id: UUID) -> None:
        super().__init__(shell, " ", " ", name="centre-card")
        self._id = card_id
        self.reload()

    def reload(self) -> None:
        """Show the card as it stands."""
        self._shown = shown = self.desk.ask(self._ask)
        state, tone, icon = state_of_card(shown.state)
        self.head.say(isolate(shown.name), _("The card of another centre"))
        self.clear()
        if shown.state is CardState.CHANGED:
            self.add(_changed())
        columns = TwoColumns(gap=24, spacing=12)
        columns.main.addWidget(self._number(shown))
        if shown.state in _TO_COMPARE and may(self.desk.actor, Act.KEEP_CARDS):
            columns.main.addWidget(self._comparing())
        about = Card(spacing=10)
        about.content.addWidget(Flow(Chip(state, tone, icon)))
        for fact in _facts(shown):
            about.content.addWidget(fact)
        columns.side.addWidget(about)
        self.add(columns)
        if shown.state is CardState.COMPARED and may(self.desk.actor, Act.KEEP_CARDS):
            aside = quiet(_("Use it no more"), name="put-card-aside")
            aside.clicked.connect(self._put_aside)
            about.content.addWidget(Flow(aside))

    def _ask(self, reads: Reads) -> CardLine:
        return card_line(reads, reads.get(CentreCard, self._id))

    def _number(self, shown: CardLine) -> Card:
        card = Card()
        for widget in (
            Label(_("The number of this card"), Role.STRONG),
            CodeSheet(shown.to_compare.split(), name="card-number", numbered=False),
            small(_("It stands for every word and every key on the card.")),
        ):
            card.content.addWidget(widget)
        return card

    def _comparing(self) -> Card:
        self.whom = TextField(name="compared-with")
        self._whom = Field(
            _("Who reads it at the other side, and by which way"),
            self.whom,
            _("For example: Miriam Sall, by telephone, number from our own list"),
        )
        self.belongs = Segments(
            [(_OURS, _("To our own organisation")), (_PARTNER, _("To a partner"))],
            name="card-belongs",
            label=_("To whom the centre belongs"),
            value=_PARTNER,
            equal=0,
        )
        self.entry = Select(
            [(_NO_ENTRY, _("Not in the directory")), *self.desk.ask(_providers)],
            name="card-provider",
            label=_("Its entry in the directory"),
            searchable=True,
        )
        self.entry.set_value(_NO_ENTRY)
        same = primary(_("The numbers are the same"), name="card-same")
        same.clicked.connect(self._same)
        differ = danger(_("They differ"), name="card-differs")
        differ.clicked.connect(self._differ)
        card = Card(spacing=12)
        card.setObjectName("comparing-card")
        for widget in (
            section(_("Compare by telephone")),
            body(
                _(
                    "Call somebody whom you know there, by a number that did not come with this"
                    " card. One reads the number above, the other looks at the own screen, group"
                    " by group. Their number stands on their page “Other centres”."
                )
            ),
            self._whom,
            Field(_("To whom the centre belongs"), self.belongs,
                  _("To a partner a case goes only with the person's yes.")),
            Field(_("Its entry in the directory"), self.entry),
            Flow(differ, same, gap=12),
        ):  # fmt: skip
            card.content.addWidget(widget)
        self._typed = WordsKeeper(card, self.desk, self._id, "comparing")
        return card

    def _same(self) -> None:
        self._whom.clear_error()
        whom, entry = self.whom.text().strip(), self.entry.value()
        if not whom:
            self._whom.set_error(_("Say who read it to you."))
            self.whom.setFocus()
            return
        provider = None if entry in {None, _NO_ENTRY} else ProviderId(UUID(entry))
        told = Compared(whom=whom, ours=self.belongs.value() == _OURS, provider_id=provider)

        def act(work: UnitOfWork) -> None:
            compare(work, work.get(CentreCard, self._id), told)

        def kept(_nothing: None) -> None:
            self._typed.discard()
            self.shell.say(_("Compared. Cases can go there and come from there."))

        self.desk.write(self, act, kept)

    def _differ(self) -> None:
        self._write_aside(_("Put aside. Tell the other centre: somebody may have changed it."))

    def _put_aside(self) -> None:
        self._write_aside(_("Put aside. Nothing goes there or comes from there by this card."))

    def _write_aside(self, said: str) -> None:
        def act(work: UnitOfWork) -> None:
            put_aside(work, work.get(CentreCard, self._id))

        def kept(_nothing: None) -> None:
            self.shell.go(Destination(Place.CENTRES))
            self.shell.say(said)

        self.desk.write(self.shell.desk, act, kept)


_TO_COMPARE = frozenset({CardState.TO_COMPARE, CardState.CHANGED, CardState.PUT_ASIDE})


def _changed() -> Notice:
    return Notice(
        Tone.WARN,
        "warning-circle",
        _("This is not the card that was compared before"),
        _(
            "The centre may have made a new one, or somebody else did. Ask there why, and compare"
            " again. Until then the earlier card stays in use."
        ),
    )


def _facts(shown: CardLine) -> list[Fact]:
    facts = []
    if shown.ask:
        facts.append(Fact("phone", _("Who may be asked, as the card says"), shown.ask))
    if shown.compared_at is not None:
        said = words.joined(words.day(shown.compared_at), shown.compared_by)
        facts.append(Fact("check-circle", _("Compared here"), said))
        facts.append(Fact("user", _("Who read it at the other side"), shown.compared_with))
        belongs = _("Our own organisation") if shown.ours else _("A partner")
        facts.append(Fact("buildings", _("Belongs to"), words.joined(belongs, shown.provider)))
    return facts


def _providers(reads: Reads) -> list[tuple[str, str]]:
    found = reads.matching(Provider, missing("removed_at"), order_by="name")
    return [(str(each.id), each.name) for each in found if not each.confidential]
