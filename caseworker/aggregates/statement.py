"""What goes with every file of figures: whom it counts, what is hidden and why, what was tried."""

from __future__ import annotations

from caseworker.aggregates import words
from caseworker.aggregates.going_out import Prepared
from caseworker.text import Text


def statement(prepared: Prepared, text: Text) -> tuple[str, ...]:
    """Return the statement in sentences, for people who never heard of disclosure control."""
    scope, policy = prepared.scope, prepared.publication.policy
    hidden, in_all = len(prepared.publication.hidden), len(prepared.table.counts)
    attack = prepared.attack
    lines = [
        text("{who}, from {first} to {last}.", who=text(words.POPULATIONS[scope.population]),
             first=text.day(scope.first_day), last=text.day(scope.last_day)),
        text("Each person is counted once. Whoever said no to being counted is not in here."),
        text("Counts from 1 to {most} are hidden; zeros are shown.",
             most=text.number(policy.threshold - 1)),
        text("{hidden} of {all} counts are hidden: the small ones, and others from which a small"
             " one could be worked out.", hidden=text.number(hidden), all=text.number(in_all)),
    ]  # fmt: skip
    if attack.narrowed:
        lines.append(
            text("We tried to work them out with all that we published before. Some can be told"
                 " more closely than we wish; no file should go out like this.")
        )  # fmt: skip
    else:
        lines.append(
            text("We tried to work out {count} of them with all that we published before, and"
                 " could tell none more closely than by {width} people.",
                 count=text.number(attack.attacked), width=text.number(policy.width))
        )  # fmt: skip
    about = prepared.publication.circumstances
    lines.append(
        text("Counted {day}, approved by {code}.", day=about.published_at.replace("T", " "),
             code=about.approved_by)
    )  # fmt: skip
    return tuple(lines)
