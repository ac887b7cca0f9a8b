"""Publishing a table: what is hidden in it, so that nothing published gives anybody away.

Nothing is refused for what it shows: what cannot be shown safely is hidden, at worst everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from caseworker.aggregates.attack import Attack, attack
from caseworker.aggregates.cells import MOST_WITH_ZEROS, joined_categories
from caseworker.aggregates.days import Days
from caseworker.aggregates.group_disclosure import keep_open, said_of_all, tells_of_all
from caseworker.aggregates.knowledge import gather
from caseworker.aggregates.narrowed import Narrowed, What
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.protection import protect
from caseworker.aggregates.publication import Circumstances, Publication, Relation
from caseworker.aggregates.reckoning import Count
from caseworker.aggregates.relation import may_be_supposed, relation, shown_differences
from caseworker.aggregates.table import Cell, Table

MOST_CELLS = 4_000
"""Larger tables are not shown in their finest cells: protecting them would take minutes."""
ROUNDS = 3
"""How often what the attacker found is protected before everything is hidden."""


@dataclass(frozen=True)
class Published:
    """A publication, and what the attacker inside could do with it."""

    publication: Publication
    attack: Attack


def publish(
    dimensions: Iterable[str],
    count: Count,
    earlier: Iterable[Publication],
    policy: Policy = Policy.DEFAULT,
    circumstances: Circumstances | None = None,
    traits: Iterable[str] = (),
    days: Days | None = None,
) -> Published:
    """Return the publication of the population that *count* counts, over *dimensions*.

    What was published *earlier*, the first one first, is taken into account. A dimension with too
    many categories is left out: all its cells count as hidden. The same figures again are
    published with the same cells hidden, so that no second choice tells more than the first.
    Of *traits*, dimensions that tell what others do not see, it stays open whether everybody in a
    small group shares one. *days* is what the days of all of them tell.
    """
    earlier, dimensions, traits = tuple(earlier), tuple(dimensions), frozenset(traits)
    days = days or Days()
    while True:
        published = _published(
            dimensions, count, earlier, policy, circumstances or Circumstances(), traits, days
        )
        supposed = _supposed(published.publication, earlier, policy, days)
        if not supposed:
            return published
        days = replace(days, denied={it: how for it, how in days.denied.items()
                                     if it not in supposed})  # fmt: skip


def _supposed(
    publication: Publication, earlier: Iterable[Publication], policy: Policy, days: Days
) -> set[str]:
    """Return the earlier publications, by digest, that a reader may take *publication* to hold.

    Or to lie in. Days deny it for what is counted, and not for her: she sees the counts shown in
    both alone, and where these only grew by few, she may well think that few came.
    """
    found = set()
    for it in earlier:
        denied = days.denied.get(it.digest, frozenset())
        if denied and may_be_supposed(publication, it) not in denied:
            changes = shown_differences(publication, it)
            if any(policy.is_small(abs(change)) for change in changes):
                found.add(it.digest)
    return found


def _published(
    dimensions: tuple[str, ...],
    count: Count,
    earlier: tuple[Publication, ...],
    policy: Policy,
    circumstances: Circumstances,
    traits: frozenset[str],
    days: Days,
) -> Published:
    bound = MOST_WITH_ZEROS if traits & set(dimensions) else MOST_CELLS
    table = _small_enough(count(dimensions), count, bound)
    if shared := said_of_all(table, traits):
        table = count(name for name in table.dimensions if name not in shared)
    stand = [(it, days.told_of(it, relation(it, count(it.dimensions)))) for it in earlier]
    draft = Publication(
        table.dimensions, table.categories, {}, frozenset(), policy,
        circumstances, {it.digest: how for it, how in stand},
    )  # fmt: skip
    related = [
        (it, how) for it, how in stand if how is not Relation.APART or it.digest in days.together
    ]
    everything = _all_hidden(draft, table, traits, related if days.lines else ())

    def unless_nothing_is_safer(published: Published) -> Published:
        """Hide everything if that takes back something of what the attacker found."""
        at_worst = attack(everything, related, policy, days)
        tells_trait = tells_of_all(published.publication, table, traits)
        # What was told before, hiding more of this table does not take back.
        told = {it for it in published.attack.narrowed if _gives_away(it, table, policy)}
        is_safer = tells_trait or not told <= set(at_worst.narrowed)
        return Published(everything, at_worst) if is_safer else published

    for publication, how in reversed(stand):
        if how is Relation.SAME and _says_the_same(publication, table, policy):
            again = replace(draft, shown=publication.shown, hidden=publication.hidden)
            published = Published(again, attack(again, related, policy, days))
            return unless_nothing_is_safer(published) if days.lines else published
    knowledge = gather(table, related, count, policy, days)
    if knowledge.denied:
        stand, related = (_put_right(them, knowledge.denied) for them in (stand, related))
        draft = replace(draft, relations={it.digest: how for it, how in stand})
    keep_open(knowledge, table, traits)
    for _ in range(ROUNDS):
        hidden = protect(knowledge.quantities, knowledge.cells, policy.width)
        publication = _hiding(draft, table, hidden)
        published = Published(publication, attack(publication, related, policy, days))
        found = [it for it in published.attack.narrowed if _gives_away(it, table, policy)]
        if not found and not tells_of_all(publication, table, traits):
            return published
        demanded = [it for it in found if knowledge.demand(it)]
        if not demanded:
            break
    return unless_nothing_is_safer(published)


def _put_right(
    stand: Sequence[tuple[Publication, Relation]], denied: frozenset[str]
) -> list[tuple[Publication, Relation]]:
    return [(it, Relation.CHANGED if it.digest in denied else how) for it, how in stand]


def _hiding(draft: Publication, table: Table, hidden: set[Cell]) -> Publication:
    shown = {cell: count for cell, count in table.counts.items() if cell not in hidden}
    # That nobody is of a category of others may be hidden as well: then it is one of this table.
    categories = tuple(
        tuple(sorted({*paths, *(cell[at] for cell in hidden)}))
        for at, paths in enumerate(draft.categories)
    )
    return replace(draft, shown=shown, hidden=frozenset(hidden), categories=categories)


def _all_hidden(
    draft: Publication,
    table: Table,
    traits: frozenset[str],
    reckoned_up: Sequence[tuple[Publication, Relation]],
) -> Publication:
    """Return *draft* with everything hidden.

    Zeros too where there are traits: beside them a hidden count still says it of a whole group.
    And where tables are *reckoned up*, that nobody of a category left tells how many came: so the
    categories of the others are hidden as well.
    """
    joined = joined_categories(table, (it for it, _ in reckoned_up))
    draft = replace(draft, categories=joined)
    every = draft.cells() if reckoned_up or traits & set(table.dimensions) else table.counts
    return _hiding(draft, table, set(every))


def _gives_away(narrowed: Narrowed, table: Table, policy: Policy) -> bool:
    """Return whether somebody is told; that a large count is told roughly gives nobody away."""
    return narrowed.what is not What.NEW or policy.is_small(table.counts.get(narrowed.cell, 0))


def _small_enough(table: Table, count: Count, bound: int) -> Table:
    """Return *table* without the dimensions that have the most categories, if it is too large."""
    while (len(table.counts) if bound == MOST_CELLS else table.size) > bound:
        sizes = dict(zip(table.dimensions, map(len, table.categories), strict=True))
        widest = max(sizes, key=lambda name: sizes[name])
        table = count(name for name in table.dimensions if name != widest)
    return table


def _says_the_same(publication: Publication, table: Table, policy: Policy) -> bool:
    """Return whether *publication* tells something, and of the same categories as *table*."""
    return (
        bool(publication.shown)
        and publication.dimensions == table.dimensions
        and publication.categories == table.categories
        and publication.policy == policy
    )
