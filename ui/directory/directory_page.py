"""Find help for a need: words and wishes, services best first, and the one picked beside them."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from caseworker.directory.matching import Fit, Matches, Wanted, fitting
from caseworker.directory.printed_list import printed_list
from caseworker.documents.referral_form import contact_slip
from caseworker.model.consent import Consent, Withdrawal
from caseworker.model.directory import Agreement, Provider, Service
from caseworker.model.entity import Entity
from caseworker.model.ids import CaseId
from caseworker.permissions import Act, may
from caseworker.text import isolate
from caseworker.views.directory import says_yes_to, seeker
from ui import words
from ui.directory.details_panel import DetailsPanel
from ui.directory.need_bar import NeedBar
from ui.directory.service_card import ServiceCard
from ui.language import _, ngettext, text
from ui.screen import Screen
from ui.shell import Shell
from ui.widgets.button import ghost, quiet, secondary
from ui.widgets.columns import TwoColumns
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Flow
from ui.widgets.label import small
from ui.widgets.panel import Card
from ui.widgets.stack import Column, clear
from ui.window.navigation import Destination, Place

SHOWN_AT_FIRST = 12


class DirectoryPage(Screen):
    """Best fit first; every reason stands on the card. With a case, a referral can start here."""

    watches: ClassVar[tuple[type[Entity], ...]] = (
        Provider,
        Service,
        Agreement,
        Consent,
        Withdrawal,
    )

    def __init__(self, shell: Shell, case_id: CaseId | None = None, for_goal: str = "") -> None:
        """Show what helps; *for_goal* is passed on to a referral that starts here."""
        self._print = secondary(_("Print this list"), name="print-list", icon="printer")
        self._new = quiet(_("New provider"), name="new-provider", icon="plus")
        super().__init__(shell, " ", " ", self._new, self._print, name="directory")
        self._case_id, self._for_goal = case_id, for_goal
        self._seeker = (
            None if case_id is None else self.desk.ask(lambda reads: seeker(reads, case_id))
        )
        self._most = SHOWN_AT_FIRST
        self._matches = Matches((), 0)
        self._cards: list[ServiceCard] = []
        self._picked: Fit | None = None
        self._new.setVisible(may(self.desk.actor, Act.EDIT_DIRECTORY))
        self._new.clicked.connect(lambda: shell.go(Destination(Place.DIRECTORY, part="new")))
        self._print.clicked.connect(self._print_list)
        self.needs = NeedBar(self._seeker)
        self.needs.changed.connect(self._look_anew)
        self._columns = TwoColumns(side_width=320, gap=24)
        self.details = DetailsPanel()
        self.details.referral_started.connect(self._start_referral)
        self.details.slip_asked.connect(self._show_slip)
        self.details.provider_opened.connect(self._open_provider)
        self._columns.side.addWidget(self.details)
        self.add(self.needs, self._columns)
        self.reload()

    def reload(self) -> None:
        """Show what fits as the directory stands."""
        wanted, now = self.needs.wanted(), self.desk.now()
        language = text()
        self.look_beside(
            lambda reads: fitting(reads, wanted, now, language),
            lambda matches: self._show(matches, wanted, now),
        )

    def _show(self, matches: Matches, wanted: Wanted, now: datetime) -> None:
        self._matches = matches
        self.head.say(_("Find help for a need"), self._sentence())
        clear(self._columns.main)
        self._cards = []
        fits = self._matches.fits[: self._most]
        for place, fit in enumerate(fits, start=1):
            card = ServiceCard(place, fit, wanted, now.date())
            card.clicked.connect(lambda _on, fit=fit: self._show_picked(fit))
            self._columns.main.addWidget(card)
            self._cards.append(card)
        self.details.setVisible(bool(fits))
        if not fits:
            self._columns.main.addWidget(self._nothing(wanted))
            return
        self._columns.main.addWidget(self._end())
        self._pick(self._still_there(fits))

    def _look_anew(self, _wanted: Wanted) -> None:
        self._picked = None
        self.reload()

    def _still_there(self, fits: tuple[Fit, ...]) -> Fit:
        if self._picked is not None:
            for fit in fits:
                if fit.service_id == self._picked.service_id:
                    return fit
        return fits[0]

    def _show_picked(self, fit: Fit) -> None:
        self._pick(fit)
        if self._columns.stacked(self._columns.width()):
            self.show_part(self.details)

    def _pick(self, fit: Fit) -> None:
        self._picked = fit
        for card in self._cards:
            card.setChecked(card.fit.service_id == fit.service_id)
        self.details.show_fit(
            fit,
            for_name=self._seeker.name if self._seeker else "",
            says_yes=self._says_yes(fit),
        )

    def _says_yes(self, fit: Fit) -> bool | None:
        case_id = self._case_id
        if case_id is None or not may(self.desk.actor, Act.REFER):
            return None
        return self.desk.ask(lambda reads: says_yes_to(reads, case_id, fit.provider_id))

    def _sentence(self) -> str:
        shown, in_all = len(self._matches.fits), self._matches.in_all
        count = ngettext(
            "{shown} of {count} service fits",
            "{shown} of {count} services fit",
            in_all,
            shown=text().number(shown),
        )
        if self._seeker is None:
            return count
        who = self._seeker.name or _("Name hidden")
        return words.joined(_("For {name}", name=isolate(who)), count)

    def _end(self) -> Column:
        order = small(_why_this_order())
        order.setObjectName("why-this-order")
        order.hide()
        why = ghost(_("Why this order"), name="why-order", icon="info", small=True)
        why.clicked.connect(lambda: order.setVisible(order.isHidden()))
        best = small(_("Best fit first: fewest wishes missed, checked lately, near."))
        if len(self._matches.fits) <= self._most:
            return Column(Flow(best, why, lead=240), order)
        more = ghost(_("Show more"), name="show-more", small=True)
        more.clicked.connect(self._show_more)
        return Column(Flow(best, more, why, lead=240), order)

    def _show_more(self) -> None:
        self._most += SHOWN_AT_FIRST
        self.reload()

    def _nothing(self, wanted: Wanted) -> Card:
        card = Card()
        if self._matches.in_all:
            sentence = _("Try fewer words, or another area.")
            card.content.addWidget(
                EmptyState("map-trifold", _("Nothing has these words"), sentence)
            )
            return card
        act = None
        if may(self.desk.actor, Act.EDIT_DIRECTORY):
            act = secondary(_("New provider"), name="first-provider", icon="plus")
            act.clicked.connect(self._new.click)
        sentence = _("Write down who helps with what, so that all colleagues find it.")
        card.content.addWidget(
            EmptyState("map-trifold", _("The directory is still empty"), sentence, act)
        )
        return card

    def _print_list(self) -> None:
        wanted = self.needs.wanted()
        today = self.desk.now().date()
        shown = self._matches.fits[: self._most]
        self.shell.show_document(
            lambda _reads, language: printed_list(shown, wanted.words, today, language)
        )

    def _start_referral(self, fit: Fit) -> None:
        part = ":".join(
            filter(None, ("new", str(self._case_id), str(fit.service_id), self._for_goal))
        )
        self.shell.go(Destination(Place.REFERRALS, part=part))

    def _show_slip(self, fit: Fit) -> None:
        self.shell.show_document(
            lambda reads, language: contact_slip(reads, fit.provider_id, fit.service_id, language)
        )

    def _open_provider(self, fit: Fit) -> None:
        self.shell.go(Destination(Place.DIRECTORY, str(fit.provider_id)))


def _why_this_order() -> str:
    return _(
        "Each wish that a service misses moves it down; none hides it. Among equals, what was"
        " checked in the last three months comes first, then what is nearest, then the alphabet."
        " Nobody pays for a place, and nothing is learnt from what you choose."
    )
