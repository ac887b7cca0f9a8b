"""What is said of a laptop that belongs, or did."""

from __future__ import annotations

from datetime import UTC, datetime

from caseworker.sync.space import Laptop, LaptopState
from caseworker.text import isolate
from ui.language import _, text
from ui.words import at


def said_of(laptop: Laptop, now: datetime) -> tuple[str, str, list[str]]:
    """Return the state of *laptop*, when it was heard of, and what is wrong with it.

    *now* carries the zone that moments are told in.
    """
    warnings = []
    is_this = laptop.state is LaptopState.THIS
    if laptop.forked and is_this:
        warnings.append(
            _(
                "It went back to an old copy. What it wrote before it heard of the others is sealed"
                " again, for those who belong now. Whoever was excluded meanwhile may be able to"
                " read what had gone out already."
            )
        )
    elif laptop.forked:
        warnings.append(_("It went back to an old copy, or its keys were copied. Look at it."))
    if laptop.not_come:
        warnings.append(_not_come(laptop, is_this=is_this))
    if laptop.differs:
        warnings.append(_("It shows the same changes differently."))
    if laptop.incomplete:
        warnings.append(_("Something it sent did not come. Exchange with it again."))
    if laptop.keeps_health and laptop.state is not LaptopState.REVOKED:
        warnings.append(_("It has not told yet that what is written about health is gone from it."))
    elif not laptop.reads_health and laptop.state is not LaptopState.REVOKED:
        warnings.append(
            _("Nothing about health lies on it: nobody who unlocks it is trained for that.")
        )
    elif laptop.shares_health and laptop.state is not LaptopState.REVOKED:
        warnings.append(
            _(
                "What is written about health lies on it, and somebody unlocks it who is not"
                " trained for that. The program hides it there; a laptop of one’s own hides it"
                " better."
            )
        )
    if not laptop.cleared and laptop.state is not LaptopState.REVOKED:
        warnings.append(
            _(
                "Until its next exchange, count every record as still lying on it: it has not told"
                " yet that the others are gone."
            )
        )
    state = _("Goes outside, with some records only") if laptop.outreach else _state(laptop.state)
    return state, _heard(laptop, now), warnings


def traffic_of(laptop: Laptop, now: datetime) -> list[str]:
    """Return what went to *laptop* and came from it, in numbers and without content."""
    if laptop.state is LaptopState.THIS:
        return [_sent(laptop)]
    said = []
    if laptop.received:
        said.append(
            text().plural("One file came from it.", "{count} files came from it.", laptop.received)
        )
    if laptop.state is LaptopState.REVOKED:
        # To one that was ended nothing is brought any more.
        return said
    if laptop.acknowledged or laptop.lacks:
        said.append(
            _(
                "It told that it has {there} of {all} files of this laptop.",
                there=text().number(laptop.acknowledged),
                all=text().number(laptop.acknowledged + laptop.lacks),
            )
        )
    if laptop.lacks_since is not None:
        since = datetime.fromtimestamp(laptop.lacks_since / 1000, UTC)
        said.append(_("The oldest of the others waits since {moment}.", moment=at(since, now)))
    if laptop.same:
        said.append(_("It told to have exactly what this laptop had."))
    if laptop.quarantined:
        said.append(
            text().plural(
                "One change of it is held back: it does not count.",
                "{count} changes of it are held back: they do not count.",
                laptop.quarantined,
            )
        )
    return said


def _not_come(laptop: Laptop, *, is_this: bool) -> str:
    codes = text().listed([isolate(each) for each in laptop.not_come])
    if is_this:
        return _(
            "Laptop {codes} has something that was written here and is here no longer: this laptop"
            " went back to an old copy. It comes back with the next exchanges.",
            codes=codes,
        )
    return _(
        "Laptop {codes} has something that it wrote and that has not come here: it was lost on the"
        " way, or is held back. Exchange with laptop {codes} by a stick.",
        codes=codes,
    )


def _sent(laptop: Laptop) -> str:
    return text().plural(
        "One file of it was handed over.", "{count} files of it were handed over.", laptop.sent
    )


def _state(state: LaptopState) -> str:
    return {
        LaptopState.THIS: _("This laptop"),
        LaptopState.MEMBER: _("Belongs to the centre"),
        LaptopState.SUSPENDED: _("Set aside: two administrators say different things"),
        LaptopState.REVOKED: _("Ended"),
    }[state]


def _heard(laptop: Laptop, now: datetime) -> str:
    if laptop.state is LaptopState.THIS:
        return ""
    if laptop.heard_at is None:
        return _("Nothing came from it yet")
    heard = datetime.fromtimestamp(laptop.heard_at / 1000, UTC)
    return _("It last wrote {moment}", moment=at(heard, now))
