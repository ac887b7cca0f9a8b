"""What fits and what does not, in short words: the line of ticks on a card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from caseworker.directory.hours import Opening
from caseworker.directory.matching import Fit, Wanted, Wish, months_since
from caseworker.directory.printed_list import ages_in_words, hour_in_words, weekday_name
from caseworker.text import isolate
from ui import words
from ui.language import _, ngettext, text

MOST_MARKS = 5


@dataclass(frozen=True)
class Mark:
    """One thing that fits, or one that does not."""

    words: str
    fits: bool


def marks(fit: Fit, wanted: Wanted) -> list[Mark]:
    """Return what is said of *fit*: what was looked for first, then what else is good to know.

    Nothing is said of a confidential shelter but that it tells on the telephone.
    """
    if fit.confidential:
        return [Mark(_("Call: what it offers is told on the telephone"), fits=True)]
    wished = {
        Wish.LANGUAGE: bool(wanted.language),
        Wish.WOMAN: wanted.woman,
        Wish.AGREEMENT: wanted.agreement,
        Wish.OPEN_NOW: True,
        Wish.CHILDCARE: wanted.childcare,
        Wish.NO_PAPERS: True,
        Wish.AGE: wanted.age is not None and (fit.min_age is not None or fit.max_age is not None),
        Wish.SEX: fit.women_only,
    }
    said = [_said(wish, fit, wanted) for wish, asked in wished.items() if asked]
    shown = [mark for mark in said if mark is not None]
    return sorted(shown, key=lambda mark: not mark.fits)[:MOST_MARKS]


def how_far(fit: Fit) -> str:
    """Return "1.2 km · bus 4", or as much of it as is known."""
    if fit.confidential:
        return isolate(fit.phone)
    distance = ""
    if fit.distance_km:
        distance = _("{distance} km", distance=_number(fit.distance_km))
    cost = "" if fit.free else fit.cost
    return words.joined(distance, cost) or (isolate(fit.phone) if not fit.place else "")


def where(fit: Fit) -> str:
    """Return the line below the name: what it is and where."""
    if fit.confidential:
        return _("Confidential: a contact number and nothing else")
    what = fit.service if fit.service != fit.provider else ""
    return text().listed(part for part in (what, fit.place) if part) or fit.description


def checked(fit: Fit, today: date) -> str:
    """Return "Checked 5 months ago" where an entry has grown old; otherwise nothing."""
    if not fit.stale or fit.confidential:
        return ""
    if fit.last_checked is None:
        return _("Never checked")
    months = max(months_since(fit.last_checked, today), 1)
    return ngettext("Checked {count} month ago", "Checked {count} months ago", months)


def next_time(opens: Opening) -> str:
    """Return "Opens at 14:00", "Opens tomorrow" or "Opens on Thursday"."""
    if opens.days_ahead == 0:
        return _("Opens at {time}", time=hour_in_words(opens.opens, text()))
    if opens.days_ahead == 1:
        return _("Opens tomorrow")
    return _("Opens on {weekday}", weekday=weekday_name(opens.weekday, text(), "EEEE"))


def _said(wish: Wish, fit: Fit, wanted: Wanted) -> Mark | None:
    fits = wish not in fit.missed
    match wish:
        case Wish.LANGUAGE:
            named = text().language_name(wanted.language)
            spoken = _("Speaks {language}", language=named)
            silent = _("No {language}: bring an interpreter", language=named)
            return Mark(spoken if fits else silent, fits)
        case Wish.WOMAN:
            return Mark(_woman(fit) if fits else _("No woman promised"), fits)
        case Wish.AGREEMENT:
            return None if fits else Mark(_("No agreement in force"), fits)
        case Wish.OPEN_NOW:
            return _open(fit)
        case Wish.CHILDCARE:
            return Mark(_("Childcare") if fits else _("No childcare"), fits)
        case Wish.NO_PAPERS:
            said = _("No papers asked") if fit.no_papers else _("Asks for papers")
            return Mark(said, fit.no_papers)
        case Wish.AGE:
            return Mark(ages_in_words(fit, text()), fits)
        case Wish.SEX:
            return Mark(_("Women only"), fits)


def _woman(fit: Fit) -> str:
    if fit.women_staff and len(fit.women_staff) <= 16:
        return _("Woman adviser: {when}", when=fit.women_staff)
    return _("Woman adviser")


def _open(fit: Fit) -> Mark | None:
    if fit.day_and_night:
        return Mark(_("Open day and night"), fits=True)
    if fit.open_until:
        return Mark(_("Open until {time}", time=hour_in_words(fit.open_until, text())), fits=True)
    if fit.opens_next is not None:
        return Mark(next_time(fit.opens_next), fits=False)
    return Mark(_("By appointment"), fits=False) if fit.by_appointment else None


def _number(kilometres: str) -> str:
    try:
        return text().number(float(kilometres.replace(",", ".")))
    except ValueError:
        return kilometres
