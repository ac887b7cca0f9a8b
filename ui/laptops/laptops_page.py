"""Laptops: preparing the centre for several, adding one, and ending one that is lost."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar
from uuid import UUID

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from caseworker.centre.hub import set_hub
from caseworker.errors import KnownError
from caseworker.handover.cards import own_card
from caseworker.model.entity import Entity
from caseworker.model.ids import UserId
from caseworker.model.staff import User
from caseworker.sync.enrolment import Request
from caseworker.sync.exchanging import Report
from caseworker.sync.hub_exchange import connect
from caseworker.sync.hub_invitation import HubInvitation
from caseworker.sync.joining import invite
from caseworker.sync.space import Laptop, LaptopState
from caseworker.views.names import colleague
from caseworker.views.staff import staff
from ui.language import _, text
from ui.laptops.adding_cards import AskingCard, InviteCard
from ui.laptops.asking_ways import AskingWay, ByHub, ByStick
from ui.laptops.compare_card import CompareCard
from ui.laptops.hub_setting import HubSettingCard
from ui.laptops.root_sheet import RootOnPaper
from ui.laptops.words import said_of
from ui.screen import Screen
from ui.shell import Shell
from ui.theme.tokens import Tone
from ui.widgets.button import primary, quiet
from ui.widgets.columns import TwoColumns
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import small
from ui.widgets.notice import Notice
from ui.widgets.panel import Card
from ui.widgets.row_list import Row, RowList
from ui.widgets.section import SectionHead
from ui.widgets.sheet import Sheet
from ui.widgets.stack import clear
from ui.window.navigation import Destination, Place


class LaptopsPage(Screen):
    """The laptops that belong; administrators only."""

    watches: ClassVar[tuple[type[Entity], ...]] = (User,)

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            _("Laptops"),
            _("Several laptops of one centre exchange what is written, by stick or by a hub."),
            name="laptops",
        )
        self._told = QVBoxLayout()
        self._main = QVBoxLayout()
        self._side = QVBoxLayout()
        columns = TwoColumns()
        columns.main.addLayout(self._told)
        columns.main.addLayout(self._main)
        columns.side.addLayout(self._side)
        self.add(columns)
        self._names: dict[UserId, str] = {}
        self.reload()

    def reload(self) -> None:
        """Show the laptops that belong, or the way to prepare for several."""
        clear(self._main)
        clear(self._side)
        if self.desk.space.status().founded:
            self._show_laptops()
        else:
            self._show_beginning()

    def _show_beginning(self) -> None:
        prepare = primary(_("Prepare for several laptops"), name="prepare-laptops")
        prepare.clicked.connect(self._found)
        card = Card()
        card.content.addWidget(
            EmptyState(
                "laptop",
                _("This laptop works alone"),
                _(
                    "Prepared, the centre can let in other laptops, and end one that is lost. Have"
                    " paper and a pen ready: you copy a code and try your copy."
                ),
                prepare,
            )
        )
        self._main.addWidget(card)
        self._prepare = prepare

    def _found(self) -> None:
        self.desk.work(self, self.desk.space.prepare_root, self._show_root, self._begin_again)

    def _show_root(self, code: str) -> None:
        self._on_paper = RootOnPaper(self.shell, self.window(), code, self._make_keys, self._left)
        self._on_paper.show()

    def _left(self) -> None:
        """Show the way to prepare again, unless somebody went elsewhere with the paper open."""
        if isValid(self):
            self.reload()

    def _make_keys(self) -> None:
        if not isValid(self):
            # Somebody went elsewhere with the paper open: the page is opened anew once they are.
            there = Destination(Place.LAPTOPS)
            self.desk.work(self.desk, self.desk.space.found, lambda _code: self.shell.go(there))
            return
        self._prepare.turn_off(_("The keys are made. One moment."))
        self.desk.work(self, self.desk.space.found, lambda _code: self.reload(), self._begin_again)

    def _begin_again(self, error: KnownError) -> None:
        self.reload()
        self.desk.failed.emit(error)

    def _show_laptops(self) -> None:
        lines = self.desk.ask(staff)
        self._names = {line.id: line.name for line in lines}
        laptops = self.desk.space.laptops()
        rows = RowList()
        rows.add(*(self._row(laptop) for laptop in laptops))
        self._main.addWidget(SectionHead(_("Laptops of the centre"), text().number(len(laptops))))
        self._main.addWidget(rows)
        place = self.desk.hub.place
        by_hub = place is not None
        self._asking, inviting = AskingCard(by_hub=by_hub), InviteCard(lines, by_hub=by_hub)
        self._asking.read.clicked.connect(self._read_requests)
        self._asking.at_hub.clicked.connect(self._read_at_hub)
        inviting.invited.connect(self._invite)
        inviting.copied.connect(self._copy_invitation)
        inviting.newcomer_wanted.connect(lambda: self.shell.go(Destination(Place.USERS)))
        self._side.addWidget(self._asking)
        self._side.addWidget(inviting)
        self._hub = HubSettingCard(place, self.shell.outside.files)
        self._hub.connect_wanted.connect(self._connect_hub)
        self._hub.leave_wanted.connect(self._leave_hub)
        self._side.addWidget(self._hub)

    def _connect_hub(self, invitation: HubInvitation) -> None:
        self._hub.show_waiting()
        self.desk.by_network(
            self,
            lambda office: connect(office, invitation),
            lambda place: self._connected(place.address),
            self._hub.show_error,
        )

    def _connected(self, address: str) -> None:
        self.shell.automatic.look_for_hub()
        self._show_again()
        self._tell(
            Tone.OK,
            "check-circle",
            _("The centre is connected to {address}", address=address),
            _(
                "This laptop exchanges by itself from now on. The others learn it at their next"
                " exchange, also by stick."
            ),
        )

    def _leave_hub(self) -> None:
        self.desk.write(self, lambda work: set_hub(work, None), lambda _nothing: self._show_again())

    def _row(self, laptop: Laptop) -> Row:
        acts = []
        if laptop.state is LaptopState.MEMBER:
            acts.append(self._outside(laptop))
        if laptop.state in (LaptopState.MEMBER, LaptopState.SUSPENDED):
            lost = quiet(_("It is lost"), name=f"lost-{laptop.code}", small=True)
            lost.setAccessibleName(_("It is lost: {code}", code=laptop.code))
            lost.clicked.connect(lambda: self._ask_end(laptop))
            acts.append(lost)
        state, detail, warnings = said_of(laptop, self.desk.now())
        people = self._people(laptop)
        is_this = laptop.state is LaptopState.THIS
        first, then = (state, people) if is_this else (people, state)
        return Row(
            first or state,
            then if first else "",
            lead=laptop.code,
            below=[small(words) for words in (detail, *warnings) if words],
            acts=acts,
        )

    def _outside(self, laptop: Laptop) -> QWidget:
        if laptop.outreach:
            records = quiet(_("Its records"), name=f"records-{laptop.code}", small=True)
            records.setAccessibleName(_("Its records: {code}", code=laptop.code))
            place = Destination(Place.LAPTOPS, str(laptop.device), "records")
            records.clicked.connect(lambda: self.shell.go(place))
            return records
        outside = quiet(_("It goes outside"), name=f"outside-{laptop.code}", small=True)
        outside.setAccessibleName(_("It goes outside: {code}", code=laptop.code))
        outside.clicked.connect(lambda: self._ask_outside(laptop))
        return outside

    def _ask_outside(self, laptop: Laptop) -> None:
        sheet = Sheet(_("This laptop goes outside"), _("Only their cases"), name="laptop-outside")
        sheet.say(_("{code}, unlocked by {names}", code=laptop.code, names=self._people(laptop)))
        sheet.say(
            _(
                "It keeps the open cases of these people, the arrivals, the beds and the directory."
                " All other records go from it at its next exchange. Nothing is lost: what it wrote"
                " is handed over first."
            )
        )
        sheet.say(_("Afterwards you can choose its records one by one."), second=True)
        space = self.desk.space
        sheet.agreed.connect(
            lambda: self.desk.work(
                self,
                lambda: space.mark_outreach(laptop.device, outreach=True),
                lambda _nothing: self._goes_outside(laptop),
            )
        )
        self.shell.open_sheet(sheet)

    def _goes_outside(self, laptop: Laptop) -> None:
        self.shell.automatic.soon()
        self._show_again()
        self._tell(
            Tone.OK,
            "check-circle",
            _("The laptop {code} will carry only the cases of its people", code=laptop.code),
            _("Exchange with it before it leaves the house: until then it has all records."),
        )

    def _people(self, laptop: Laptop) -> str:
        return self.desk.ask(
            lambda reads: text().listed(sorted(colleague(reads, each) for each in laptop.people))
        )

    def _place(self) -> Path | None:
        return self.shell.outside.files.folder(self.window(), _("Stick or folder"))

    def _invite(self, person: str) -> None:
        place = self._place()
        if place is None:
            return
        space, here = self.desk.space, self.desk.exchange
        user_id = UserId(UUID(person))
        self.desk.work(self, lambda: invite(space, here, user_id, place), self._invited)

    def _invited(self, report: Report) -> None:
        self._took(report)
        self._tell(
            Tone.OK,
            "check-circle",
            _("The invitation is on the stick"),
            _("Put it into the new laptop. There, press “Join a centre” and choose the stick."),
        )

    def _copy_invitation(self, person: str) -> None:
        invitation = self.desk.space.invite(UserId(UUID(person)))
        QGuiApplication.clipboard().setText(invitation.to_text())
        self._tell(
            Tone.OK,
            "check-circle",
            _("The invitation is copied"),
            _(
                "Send it in any way you like: it holds no secret. On the new laptop, press “Join a"
                " centre” and paste it. Then look at the hub here."
            ),
        )

    def _read_requests(self) -> None:
        place = self._place()
        if place is not None:
            self._look_at(ByStick(self.desk, place))

    def _read_at_hub(self) -> None:
        place = self.shell.automatic.place
        if place is not None:
            self._asking.at_hub.turn_off(_("The hub is asked. One moment."))
            self._look_at(ByHub(self.desk, place))

    def _look_at(self, way: AskingWay) -> None:
        centre = self.desk.space.fingerprint()
        way.look(self, lambda requests: self._compare(requests, centre, way), self._begin_again)

    def _compare(self, requests: list[Request], centre: str, way: AskingWay) -> None:
        clear(self._told)
        self._asking.at_hub.turn_on()
        if not requests:
            self._tell(Tone.QUIET, "info", *way.nobody)
            return
        request = requests[0]
        person = self._names.get(UserId(UUID(bytes=request.person)), "")
        card = CompareCard(request, person or _("Somebody who does not work here"), centre)
        card.same.clicked.connect(lambda: self._let_in(card, request, way))
        card.later.clicked.connect(self._show_again)
        card.differ.clicked.connect(lambda: self._refuse(request, way))
        clear(self._main)
        clear(self._side)
        self._main.addWidget(card)
        card.later.setFocus()
        self.show_top()

    def _let_in(self, card: CompareCard, request: Request, way: AskingWay) -> None:
        card.same.turn_off(_("The letter is written. One moment."))
        card.differ.setEnabled(False)

        def done(report: Report) -> None:
            self._took(report)
            self._show_again()
            self._tell(
                Tone.OK,
                "check-circle",
                _("The laptop {code} is let in", code=request.code),
                way.let_in_next,
            )

        outreach = card.outside.isChecked()
        way.let_in(self, request, done, self._begin_again, outreach=outreach)

    def _refuse(self, request: Request, way: AskingWay) -> None:
        way.refuse(self, request, lambda _nothing: self._refused(way))

    def _refused(self, way: AskingWay) -> None:
        self._show_again()
        self._tell(Tone.WARN, "warning-circle", _("Nobody was let in"), way.refused_next)

    def _ask_end(self, laptop: Laptop) -> None:
        sheet = Sheet(_("This laptop is lost"), _("End this laptop"), name="laptop-end")
        sheet.say(_("{code}, unlocked by {names}", code=laptop.code, names=self._people(laptop)))
        sheet.say(
            _(
                "What it wrote and has not come to this laptop will count nowhere. If another"
                " laptop may have more of it, exchange with that one first."
            )
        )
        sheet.say(
            _(
                "The others get new keys at their next exchange. What is on it stays closed as long"
                " as nobody knows one of its passphrases."
            )
        )
        if not laptop.outreach and self.desk.ask(own_card) is not None:
            sheet.say(_("Afterwards make a new card on the page “Other centres”, and give it out."))
        sheet.say(
            _("It cannot be taken back. If it is found, it joins again as a new laptop."),
            second=True,
        )
        space = self.desk.space
        sheet.agreed.connect(
            lambda: self.desk.work(
                self, lambda: space.revoke(laptop.device), lambda _nothing: self._ended(laptop)
            )
        )
        self.shell.open_sheet(sheet)

    def _ended(self, laptop: Laptop) -> None:
        self.shell.automatic.soon()
        self._show_again()
        self._tell(
            Tone.OK,
            "check-circle",
            _("The laptop {code} is ended", code=laptop.code),
            _("Exchange with every other laptop today, so that all of them know it."),
        )

    def _took(self, report: Report) -> None:
        self.desk.changed.emit(report.changes)

    def _show_again(self) -> None:
        """Show the laptops after an act; the keyboard stays where one goes on."""
        self.reload()
        self._asking.read.setFocus()

    def _tell(self, tone: Tone, icon: str, heading: str, sentence: str) -> None:
        clear(self._told)
        self._told.addWidget(Notice(tone, icon, heading, sentence))
        self.show_top()
