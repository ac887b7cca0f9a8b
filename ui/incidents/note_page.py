"""Report an incident: what is being done. One press is enough; every field can stay empty."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from caseworker.centre.incidents import STEPS, advisers, note_incident
from caseworker.model.incident import IncidentKind
from caseworker.permissions import Act, may
from caseworker.ports import UnitOfWork
from ui import words
from ui.drafts import DraftKeeper
from ui.incidents.state import INCIDENT_FORM, IncidentDraft
from ui.language import _
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import primary, quiet
from ui.widgets.choice_list import ChoiceList
from ui.widgets.columns import TwoColumns
from ui.widgets.field import Field
from ui.widgets.label import section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.segments import Segments
from ui.widgets.select import Select
from ui.widgets.text_input import TextArea, TextField
from ui.window.navigation import Destination, Place

_NOBODY = "nobody"


class NotePage(Screen):
    """No field asks what happened, who did it, when or where, but of people trained for it."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            _("Report it"),
            _("What is being done. Everything here can stay empty."),
            name="incident-note",
        )
        actor = self.desk.actor
        self._trained = may(actor, Act.WRITE_ACCOUNT_OF_INCIDENT)
        self._keeper = DraftKeeper(
            self, self.desk, actor.user_id, INCIDENT_FORM, lambda: self.state
        )
        self.state = self._keeper.load(IncidentDraft) or IncidentDraft()
        columns = TwoColumns(gap=24, spacing=12)
        columns.main.addWidget(self._what_is_done())
        columns.side.addWidget(self._help())
        columns.side.addWidget(self._account())
        self.add(columns)
        report = primary(_("Report it"), name="keep-incident")
        report.clicked.connect(self._keep)
        leave = quiet(_("Back"), name="leave-incident")
        leave.clicked.connect(shell.back)
        self.action_row.start.add(leave)
        self.action_row.end.add(report)

    def _what_is_done(self) -> Card:
        kind = Select(
            [(each.name, words.called(each)) for each in IncidentKind],
            name="incident-kind",
            label=_("What it is about"),
        )
        kind.set_value(self.state.kind.name)
        kind.chosen.connect(lambda key: self._change(kind=IncidentKind[key]))
        steps = ChoiceList(
            [(key, _(said)) for key, said in STEPS], name="step", label=_("What is done already")
        )
        steps.set_values(self.state.steps_done)
        steps.changed.connect(lambda keys: self._change(steps_done=keys))
        colleagues = self.desk.ask(advisers)
        adviser = Select(
            [(_NOBODY, _("Nobody now")), *((str(each.id), each.name) for each in colleagues)],
            name="incident-adviser",
            label=_("Ask a colleague for advice"),
        )
        adviser.set_value(str(self.state.adviser) if self.state.adviser else _NOBODY)
        adviser.chosen.connect(self._ask)
        card = Card(spacing=12)
        for widget in (
            Field(_("What it is about"), kind),
            Field(_("What is done already"), steps),
            Field(
                _("Ask a colleague for advice"),
                adviser,
                _("Colleagues trained for it. Nobody's name is passed on."),
            ),
        ):
            card.content.addWidget(widget)
        return card

    def _help(self) -> Card:
        hurt = Segments(
            [("yes", _("Yes")), ("no", _("No")), ("not asked", _("Not asked"))],
            name="hurt",
            label=_("Is anybody hurt?"),
            value=self.state.hurt,
            equal=2,
        )
        hurt.chosen.connect(lambda key: self._change(hurt=key))
        wanted = TextField(self.state.help_wanted, name="help-wanted")
        wanted.textEdited.connect(lambda said: self._change(help_wanted=said))
        contact = ChoiceList(_contacts(), name="may-contact", label=_("Whom we may contact"))
        contact.set_values(self.state.may_contact)
        contact.changed.connect(lambda keys: self._change(may_contact=keys))
        card = Card(spacing=12)
        for widget in (
            Field(_("Is anybody hurt?"), hurt, _("Medical help comes first.")),
            Field(_("What help is asked for, in the person's words"), wanted),
            Field(
                _("Whom we may contact"),
                contact,
                _("Only whom the person agreed to, knowing what follows."),
            ),
        ):
            card.content.addWidget(widget)
        return card

    def _account(self) -> Card:
        card = Card(spacing=8)
        card.setObjectName("account-card")
        card.content.addWidget(section(_("What happened")))
        if not self._trained:
            card.content.addWidget(
                Notice(
                    Tone.QUIET,
                    "hand",
                    "",
                    _("It is not written here. Somebody trained for it may ask later."),
                )
            )
            return card
        account = TextArea(
            self.state.account, name="incident-account", label=_("What happened"), lines=3
        )
        account.textChanged.connect(lambda: self._change(account=account.toPlainText()))
        card.content.addWidget(account)
        card.content.addWidget(small(_("Only what was told freely. You need not ask.")))
        return card

    def _change(self, **parts: Any) -> None:
        self.state = replace(self.state, **parts)
        self._keeper.touch()

    def _ask(self, key: str) -> None:
        self._change(adviser=None if key == _NOBODY else UUID(key))

    def _keep(self) -> None:
        state, trained = self.state, self._trained

        def act(work: UnitOfWork) -> None:
            note_incident(work, state.noticed(), state.account if trained else "")

        self.desk.write(self, act, self._kept)

    def _kept(self, _nothing: None) -> None:
        self._keeper.discard()
        shell = self.shell
        shell.go(Destination(Place.INCIDENTS))
        shell.say(_("It is reported. Stay near, and look after yourself too."))


def _contacts() -> list[tuple[str, str]]:
    return [
        ("medical", _("Medical help")),
        ("service", _("A service from the directory")),
        ("family", _("Family or a friend")),
        ("police", _("The police")),
    ]
