"""The exchange in words: how it stands, and what the last one did. Offline is no fault."""

from __future__ import annotations

from datetime import UTC, datetime

from caseworker.sync.acceptance import Reason
from caseworker.sync.exchanging import Report
from caseworker.sync.space import ExchangeStatus
from caseworker.text import N_
from ui.language import _, text
from ui.sync.moment import Moment
from ui.window.words import SyncWords
from ui.words import at

REFUSED = {
    "not-a-batch": N_("It is no file of this program. It was passed over."),
    "bad-header": N_("It is damaged at its beginning. Exchange once more with where it came from."),
    "bad-body-hash": N_("It is damaged or cut short. Exchange once more with where it came from."),
    "newer-version": N_("A newer version wrote it. It is kept: bring this one up to date."),
    "no-room": N_(
        "A newer version wrote it, and much of that waits here already. It was not kept: bring this"
        " one up to date."
    ),
    "foreign-space": N_("It belongs to another centre. It was not taken in."),
    "unknown-laptop": N_("It comes from a laptop that nobody has let in yet. It is kept."),
    "bad-signature": N_("It was not signed by the laptop that it names. Tell the administrator."),
    "bad-seal": N_("It cannot be opened though it should. Tell the administrator."),
    "bad-padding": N_("It cannot be opened though it should. Tell the administrator."),
    "too-large": N_("It is larger than anything this program writes. Tell the administrator."),
    "bad-body": N_("What is in it cannot be read. Tell the administrator."),
    "bad-changes": N_("What is in it is not what was signed. Tell the administrator."),
}
"""What is said of each file that was not taken in, by result (docs/formats/batch.md)."""


HELD_BACK = {
    Reason.NOT_A_MEMBER: N_(
        "The laptop or the person that wrote it was not let in, or this laptop has not heard of it"
        " yet."
    ),
    Reason.NOT_SIGNED: N_("Whom it names did not sign it. Tell the administrator."),
    Reason.NOT_IN_AUDIENCE: N_("Whoever wrote it does not belong to those who may write there."),
    Reason.REVOKED: N_(
        "It was written on a laptop, or by somebody, after the administrator had ended them."
        " An administrator can let it count."
    ),
    Reason.SUSPENDED: N_(
        "Administrators disagree on whether its laptop or its author was ended. It waits until"
        " that is settled."
    ),
    Reason.NOT_AGREED: N_(
        "It erases, and two people have to agree to that. It waits until both have said so here."
    ),
    Reason.NOT_PROVEN: N_(
        "It joins or closes records, and what shows that it may has not come. It waits for that."
    ),
    Reason.RELIES_ON_QUARANTINED: N_("It relies on another change that does not count."),
}
"""What is said of each change that came and does not count (docs/formats/membership.md)."""


UNTAKEN = {
    "unknown-laptop": N_(
        "The hub was not told yet of the laptop that it comes from. It waits here; the next"
        " exchange tells the hub."
    ),
}
_UNTAKEN = N_("The hub does not take it. It waits here and goes along by stick.")
"""What is said of each file that a hub refuses, by its word (docs/formats/hub-api.md)."""


def state_of(
    status: ExchangeStatus,
    now: datetime,
    differing: int = 0,
    moment: Moment = Moment.NO_HUB,
) -> SyncWords:
    """Return what the pill says; *differing* counts what this person may decide.

    *moment* is how the exchange by the hub stands.
    """
    if not status.founded:
        return SyncWords(
            state=_("All is saved on this laptop"), last=_("It works alone"), settled=True
        )
    if not status.joined:
        return SyncWords(
            state=_("This laptop must be let in again"),
            last=_("It was restored; all is saved here"),
            settled=False,
        )
    last = short_of(moment) or last_exchange(status, now)
    if differing:
        decide = text().plural(
            "One entry is written differently on two laptops",
            "{count} entries are written differently on two laptops",
            differing,
        )
        return SyncWords(state=decide, last=last, settled=False)
    if status.waiting:
        waiting = text().plural("One change waits", "{count} changes wait", status.waiting)
        return SyncWords(state=waiting, last=last, settled=False)
    return SyncWords(state=_("Nothing waits on this laptop"), last=last, settled=True)


def kept_without_effect(status: ExchangeStatus) -> list[tuple[str, str]]:
    """Return what is said of what is kept here and has no effect: a heading and a sentence each."""
    told = []
    if status.newer:
        told.append(
            (
                _("Something here was written by a newer version of this program"),
                _("It is kept, and can be read as soon as this program is brought up to date."),
            )
        )
    if status.without_authority:
        told.append(
            (
                _("Somebody gave out rights in this centre who may not"),
                _("It has no effect on any laptop. Tell the administrator."),
            )
        )
    return told


def last_exchange(status: ExchangeStatus, now: datetime) -> str:
    """Return when an exchange last came to its end."""
    if status.last_exchange is None:
        return _("No exchange yet")
    ended = datetime.fromtimestamp(status.last_exchange / 1000, UTC)
    return _("Last exchange {moment}", moment=at(ended, now))


def short_of(moment: Moment) -> str:
    """Return what the pill says of the network; empty where there is nothing to say."""
    return {
        Moment.UNDER_WAY: _("Exchanging with the centre now"),
        Moment.PAUSED: _("The exchange by network is paused"),
        Moment.ASKING: _("This laptop asks to be let in again"),
        Moment.LOGIN_FIRST: _("The network here asks for a login page first"),
        Moment.PROXY: _("A proxy of this network stops the exchange"),
        Moment.REFUSED: _("The hub does not let this laptop in"),
        Moment.FULL: _("The hub has no room left"),
        Moment.TROUBLE: _("The exchange by network broke off"),
        Moment.ENDED: _("This laptop belongs to the centre no longer"),
    }.get(moment, "")


def sentence_of(moment: Moment) -> str:
    """Return what the page of the exchange says of the network."""
    return {
        Moment.RESTING: _(
            "It goes by itself whenever there is a network. There is nothing to press."
        ),
        Moment.UNDER_WAY: _("What is new goes out and comes in now. Work goes on meanwhile."),
        Moment.ASKING: _("The request of this laptop lies at the hub. It looks again by itself."),
        Moment.AWAY: _(
            "The hub cannot be reached at the moment. That is no fault: everything is saved here,"
            " and the exchange begins by itself when the way is back."
        ),
        Moment.PAUSED: _("Nothing goes out or comes in by network until you let it go on."),
        Moment.LOGIN_FIRST: _(
            "Open any web page and sign in there; the exchange then begins by itself. If it goes"
            " on, tell the administrator. A stick works meanwhile."
        ),
        Moment.PROXY: _(
            "It wants a password, or is of a kind that this program does not speak. Tell the"
            " administrator: whoever runs the network can let the hub through. A stick works"
            " meanwhile."
        ),
        Moment.REFUSED: _(
            "The hub answers and does not let this laptop in: it was not let in yet, or it was"
            " ended. Ask the administrator. A stick works meanwhile."
        ),
        Moment.FULL: _(
            "The hub has no room left for this centre. Ask whoever runs it. Nothing is lost: it"
            " waits on this laptop."
        ),
    }.get(moment, "")


def told_by(report: Report) -> list[str]:
    """Return what an exchange did, a sentence each; an honest report has its bad news too."""
    said = [
        text().plural("One sealed file was handed over.", "{count} sealed files were handed over.",
               report.sent),
        text().plural("One change came from others.", "{count} changes came from others.",
               report.commits),
    ]  # fmt: skip
    if report.chunks:
        said.append(
            text().plural("One piece of an attachment was carried.",
                   "{count} pieces of attachments were carried.", report.chunks)
        )  # fmt: skip
    if report.for_others:
        said.append(
            text().plural("One file is sealed for others. That is as it should be.",
                   "{count} files are sealed for others. That is as it should be.",
                   report.for_others)
        )  # fmt: skip
    if report.damaged:
        said.append(
            text().plural("One file was damaged on the way and is asked for again.",
                   "{count} files were damaged on the way and are asked for again.",
                   report.damaged)
        )  # fmt: skip
    return said


def held_back_of(report: Report) -> list[str]:
    """Return what is said of changes that came and do not count."""
    return [
        _("{count} × {sentence}", count=text().number(count), sentence=_(HELD_BACK[reason]))
        for reason, count in sorted(report.quarantined.items(), key=lambda each: each[0].value)
    ]


def untaken_of(report: Report) -> list[str]:
    """Return what is said of files that wait here because the carrier did not take them."""
    return [
        _(
            "{count} × {sentence}",
            count=text().number(count),
            sentence=_(UNTAKEN.get(word, _UNTAKEN)),
        )
        for word, count in sorted(report.untaken.items())
    ]


def refusals_of(report: Report) -> list[str]:
    """Return what is said of files that were not taken in."""
    return [
        _("{count} × {sentence}", count=text().number(count), sentence=_(REFUSED[result]))
        if result in REFUSED
        else _("{count} files could not be taken in.", count=text().number(count))
        for result, count in sorted(report.refused.items())
    ]
