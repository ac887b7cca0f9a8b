"""Who may see a record: named colleagues alone, why, and opening it again."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from caseworker.errors import GateClosed, KnownError
from caseworker.model.entity import Entity
from caseworker.model.ids import PersonId, UserId
from caseworker.model.rights import Restriction
from caseworker.people.closing_at_once import close_at_once, closing_findings, let_stand
from caseworker.people.restricted import findings, open_again, restrict
from caseworker.ports import UnitOfWork
from caseworker.text import isolate
from caseworker.views.restriction import RestrictionPage as Shown
from caseworker.views.restriction import restriction_page
from ui import words
from ui.drafts import DraftKeeper, FormDraft, WordsKeeper
from ui.language import _
from ui.laptops.where_card import where_it_lies
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import ghost, primary, secondary
from ui.widgets.choice_list import ChoiceList
from ui.widgets.field import Field
from ui.widgets.finding import Findings
from ui.widgets.flow import Flow
from ui.widgets.label import body, section, small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.row_list import Row, RowList
from ui.widgets.section import SectionHead
from ui.widgets.text_input import TextField
from ui.window.navigation import Destination, Place


class RestrictionPage(Screen):
    """For all who are not named, the person is not there: in no list, count or search."""

    watches: ClassVar[tuple[type[Entity], ...]] = (Restriction,)

    def __init__(self, shell: Shell, person_id: PersonId) -> None:
        super().__init__(shell, _("Who may see the record"), " ", name="restriction")
        self._id = person_id
        shown = self._ask()
        self.desk.saw(person_id, restricted=shown.restricted)
        self._show(shown)

    def reload(self) -> None:
        """Show who may see the record now; go away where that is no longer for this person."""
        try:
            shown = self._ask()
        except KnownError:
            self.shell.go(Destination(Place.RIGHTS))
            return
        self._show(shown)

    def _ask(self) -> Shown:
        return self.desk.ask(lambda reads: restriction_page(reads, self._id))

    def _show(self, shown: Shown) -> None:
        number = _("Record {number}", number=isolate(shown.number)) if shown.number else ""
        self.head.say(_("Who may see the record"), words.joined(words.named(shown.person), number))
        self.clear()
        self.add(self._state(shown))
        for widget in where_it_lies(self.desk, self._id):
            self.add(widget)
        if shown.restricted and self.desk.space.status().founded:
            self.add(
                small(
                    _(
                        "The laptops of other colleagues lose this record with the next exchanges,"
                        " as long as one is left that only these colleagues and an administrator"
                        " unlock. Until then the program alone hides it there."
                    )
                )
            )
        if shown.waits_for_a_look:
            self.add(self._looking(shown))
        if shown.may_change or shown.may_close:
            self.add(self._naming(shown))
        if shown.may_change and shown.restricted:
            self.add(self._opening())
        if shown.history:
            self._history(shown)

    def _state(self, shown: Shown) -> QWidget:
        acts: list[QWidget] = []
        if shown.may_open:
            there = ghost(_("Open the record"), name="open-person", icon="user", small=True)
            there.clicked.connect(lambda: self.shell.go(Destination(Place.PERSON, str(self._id))))
            acts.append(there)
        if shown.restricted:
            notice = Notice(
                Tone.CHOSEN,
                "lock-simple",
                _("Only these colleagues see it"),
                words.joined(*shown.named, _(shown.reason)),
                acts,
            )
        else:
            notice = Notice(
                Tone.QUIET,
                "users",
                _("Everybody whose role reads people sees it"),
                _("Close it where a colleague may be a danger, or where a name must not be seen."),
                acts,
            )
        notice.setObjectName("restriction-state")
        return notice

    def _naming(self, shown: Shown) -> Card:
        self.named = ChoiceList(
            [(str(key), name) for key, name in shown.can_be_named],
            name="open-to",
            label=_("Who still sees it"),
        )
        self.named.set_values(sorted(map(str, shown.open_to)))
        self.reason = TextField(name="restriction-reason")
        self.findings = Findings(name="restriction-findings")
        words_of_act = _("Change who sees it") if shown.restricted else _("Close it to all others")
        self._at_once = not shown.may_change
        keep = primary(words_of_act, name="restrict")
        keep.clicked.connect(self._restrict)
        card = Card(spacing=12)
        for widget in (
            section(_("Named colleagues")),
            small(
                _(
                    "It counts at once. A supervisor among them, or whoever looks after data"
                    " protection, looks at it within a day."
                )
                if self._at_once
                else _("Anybody can be left out, a supervisor too, and you yourself.")
            ),
            Field(_("Who still sees it"), self.named),
            Field(_("Why"), self.reason, _("In neutral words. It stays in the history.")),
            self.findings,
            Flow(keep),
        ):
            card.content.addWidget(widget)
        self._typed = WordsKeeper(card, self.desk, self._id, "restriction")
        self._chosen = self._keep_named(card, " ".join(sorted(map(str, shown.open_to))))
        return card

    def _keep_named(self, card: Card, proposed: str) -> DraftKeeper:
        """Let the names stay as they were chosen, where others close records meanwhile too.

        Whom she left out must not be among them again; only where *proposed* is other by now, it
        is chosen anew.
        """

        def chosen() -> FormDraft:
            return FormDraft(
                answers={"open-to": " ".join(self.named.values())}, before={"open-to": proposed}
            )

        keeper = DraftKeeper(card, self.desk, self._id, "restriction named", chosen)
        kept = keeper.load(FormDraft)
        if kept is not None and kept.before.get("open-to") == proposed:
            self.named.set_values(kept.answers.get("open-to", "").split())
        self.named.changed.connect(lambda _keys: keeper.touch())
        return keeper

    def _looking(self, shown: Shown) -> Notice:
        stands = secondary(_("It stays so"), name="let-stand", small=True)
        stands.clicked.connect(self._let_stand)
        notice = Notice(
            Tone.WARN,
            "lock-simple",
            _("Closed at once: look at it"),
            words.joined(
                shown.made_by,
                words.when(shown.made_at, self.desk.now()) if shown.made_at else "",
                shown.reason,
            ),
            (stands,),
        )
        notice.setObjectName("closed-at-once")
        return notice

    def _let_stand(self) -> None:
        person_id = self._id

        def act(work: UnitOfWork) -> None:
            let_stand(work, person_id)

        self.desk.write(self, act, lambda _nothing: self.shell.say(_("Kept: it stays so")))

    def _opening(self) -> Card:
        self.why = TextField(name="open-again-why")
        self._why = Field(_("Why it opens again"), self.why)
        again = secondary(_("Open it to all again"), name="open-again", small=True)
        again.clicked.connect(self._open_again)
        card = Card(spacing=12)
        for widget in (
            section(_("Open it again")),
            body(_("The name shows in lists and searches again, for everybody.")),
            self._why,
            Flow(again),
        ):
            card.content.addWidget(widget)
        self._typed_why = WordsKeeper(card, self.desk, self._id, "open again")
        return card

    def _history(self, shown: Shown) -> None:
        now, rows = self.desk.now(), RowList()
        for line in shown.history:
            ended = _("ended {when}", when=words.when(line.ended_at, now)) if line.ended_at else ""
            said = words.joined(
                words.when(line.made_at, now), line.made_by, _(line.reason), ended, line.ended_why
            )
            rows.add(Row(words.joined(*line.named) or _("Nobody"), said))
        self.add(SectionHead(_("History")), rows)

    def _restrict(self) -> None:
        open_to = tuple(UserId(UUID(key)) for key in self.named.values())
        reason, person_id = self.reason.text().strip(), self._id
        at_once = self._at_once
        missing = closing_findings if at_once else findings
        found = self.desk.ask(lambda reads: missing(reads, person_id, open_to, reason))
        self.findings.show_findings([words.finding_words(each) for each in found])

        def act(work: UnitOfWork) -> None:
            close = close_at_once if at_once else restrict
            close(work, person_id, open_to=open_to, reason=reason)

        def kept(_nothing: None) -> None:
            self._typed.discard()
            self._chosen.discard()
            self.shell.say(_("Kept: few see it now"))

        self.desk.write(self, act, kept, self._refused)

    def _open_again(self) -> None:
        why, person_id = self.why.text().strip(), self._id
        if not why:
            self._why.set_error(_("A few words are enough."))
            return

        def act(work: UnitOfWork) -> None:
            open_again(work, person_id, why)

        def kept(_nothing: None) -> None:
            self._typed_why.discard()
            self.shell.say(_("Kept: it is open to all again"))

        self.desk.write(self, act, kept)

    def _refused(self, error: KnownError) -> None:
        if not isinstance(error, GateClosed):
            self.desk.failed.emit(error)
