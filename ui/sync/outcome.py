"""What an exchange did, as notices: an honest report has its bad news too."""

from __future__ import annotations

from caseworker.errors import KnownError
from caseworker.sync.exchanging import Report
from ui.language import _, text
from ui.sync.words import held_back_of, refusals_of, told_by, untaken_of
from ui.theme.tokens import Tone
from ui.widgets.notice import Notice


def outcome(report: Report | None, error: KnownError | None) -> list[Notice]:
    """Return what came of an exchange that ended with *report* or broke off with *error*."""
    if error is not None:
        happened, safe, next_step = error.say(text())
        return [Notice(Tone.WARN, "warning-circle", happened, f"{safe} {next_step}")]
    if report is None:
        return []
    heading = _("The exchange was stopped") if report.stopped else _("The exchange is done")
    notices = [Notice(Tone.OK, "check-circle", heading, " ".join(told_by(report)))]
    return [*notices, *bad_news(report)]


def bad_news(report: Report) -> list[Notice]:
    """Return what an exchange that came to its end did not do, or what of it does not count."""
    told = [
        (_("Some changes are kept and do not count"), held_back_of(report)),
        (_("Some files were not taken in"), refusals_of(report)),
        (_("Some files still wait here"), untaken_of(report)),
    ]
    return [
        Notice(Tone.WARN, "warning-circle", heading, " ".join(said))
        for heading, said in told
        if said
    ]
