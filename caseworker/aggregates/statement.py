"""What goes with every file of figures: whom it counts, what is hidden and why, what was tried."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from caseworker.aggregates import words
from caseworker.aggregates.going_out import Prepared
from caseworker.text import Text


def statement(tables: Sequence[Prepared], text: Text) -> tuple[str, ...]:
    """Return the statement in sentences, for people who never heard of disclosure control.

    *tables* go out together; there is at least one.
    """
    first = tables[0]
    about, policy = first.publication.circumstances, first.publication.policy
    return (
        text("Each person is counted once. Whoever said no to being counted is not in here."),
        text("Counts from 1 to {most} are hidden; zeros are shown. Others are hidden from which a"
             " small one could be worked out.", most=text.number(policy.threshold - 1)),
        *(sentence for table in tables for sentence in _of(table, text)),
        text("Counted {moment}, approved by {code}.",
             moment=text.moment(datetime.fromisoformat(about.published_at)),
             code=about.approved_by),
    )  # fmt: skip


def _of(table: Prepared, text: Text) -> tuple[str, str]:
    """Return whom a table counts, and how it stood against our own attacker."""
    scope, attack = table.scope, table.attack
    counted = text(
        "{who}, from {first} to {last}: {hidden} of {all} counts are hidden.",
        who=text(words.POPULATIONS[scope.population]),
        first=text.day(scope.first_day),
        last=text.day(scope.last_day),
        hidden=text.number(len(table.publication.hidden)),
        all=text.number(len(table.table.counts)),
    )
    if attack.narrowed:
        return counted, text(
            "We tried to work them out with all that we published before. Some can be told more"
            " closely than we wish; no file should go out like this."
        )
    return counted, text(
        "We tried to work them out with all that we published before ({count} attempts), and could"
        " tell none more closely than by {width} people.",
        count=text.number(attack.attacked),
        width=text.number(table.publication.policy.width),
    )
