"""What goes with every file of figures: whom it counts, what is hidden and why, what was tried."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from caseworker.aggregates import words
from caseworker.aggregates.going_out import Prepared
from caseworker.model.indicator import DataClass
from caseworker.text import Text, isolate


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
        *_rounding(first, text),
        *(sentence for table in tables for sentence in _of(table, text)),
        text("Counted {moment}, approved by {code}.",
             moment=text.moment(datetime.fromisoformat(about.published_at)),
             code=about.approved_by),
    )  # fmt: skip


def _of(table: Prepared, text: Text) -> tuple[str, ...]:
    """Return whom a table counts, how it stood against our own attacker, and what else holds."""
    return (
        *_hidden(table, text),
        *_not_looked_at(table, text),
        *_off_by(table, text),
        *_together(table, text),
        *_corrects(table, text),
        *_left_out(table, text),
        *_only(table, text),
        *_not_public(table, text),
    )


def _not_looked_at(table: Prepared, text: Text) -> tuple[str, ...]:
    if not (table.not_looked_at or table.attack.left_out):
        return ()
    return (
        text("There were more ways to add it up with earlier figures than we look at. They were"
             " not all tried."),
    )  # fmt: skip


def _together(table: Prepared, text: Text) -> tuple[str, ...]:
    if not table.centres:
        return ()
    centres = text.listed(isolate(each) for each in table.centres)
    return (
        text("Added up from what these centres published: {centres}. A sum is shown where every"
             " one of them shows its part.", centres=centres),
    )  # fmt: skip


def _corrects(table: Prepared, text: Text) -> tuple[str, ...]:
    if table.corrects is None:
        return ()
    day = text.day(table.corrects.published_at.date())
    return (text("It takes the place of figures of {day} that were wrong.", day=day),)


def _left_out(table: Prepared, text: Text) -> tuple[str, ...]:
    if not table.left_out:
        return ()
    facets = text.listed(text(words.FACETS[facet]) for facet in table.left_out)
    return (text("Not counted by: {facets}. It would have told too much.", facets=facets),)


def _only(table: Prepared, text: Text) -> tuple[str, ...]:
    if not table.only:
        return ()
    chosen = text.listed(words.category(facet, path, text) for facet, path in table.only.items())
    return (
        text("Only shown: {categories}. It was protected with all the others.",
             categories=chosen),
    )  # fmt: skip


def _rounding(table: Prepared, text: Text) -> tuple[str, ...]:
    if table.rounding.is_exact:
        return ()
    return (
        text("Counts are rounded after others were hidden: parts need not add up to their total."),
    )


def _off_by(table: Prepared, text: Text) -> tuple[str, ...]:
    said = words.rounded(table.rounding, table.error(), text)
    return (said,) if said and table.publication.told else ()


def _not_public(table: Prepared, text: Text) -> tuple[str, ...]:
    if table.data_class is DataClass.PUBLIC:
        return ()
    return (
        text("These figures are about protection and not public (class 3). They were given on a"
             " signed data access request, for its purpose and its time, and go to nobody else."),
    )  # fmt: skip


def _hidden(table: Prepared, text: Text) -> tuple[str, str]:
    scope, attack = table.scope, table.attack
    counted = text(
        "{who}, from {first} to {last}: {hidden} of {all} counts are hidden.",
        who=text(words.POPULATIONS[scope.population]),
        first=text.day(scope.first_day),
        last=text.day(scope.last_day),
        hidden=text.number(len(table.publication.hidden)),
        all=text.number(len(table.publication.told)),
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
