"""What merge must know of kinds: the registry of fields says it (commit.md, "Registry")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from caseworker.sync.commits import NOTHING
from caseworker.sync.values import named_by_all, part_of


@dataclass(frozen=True)
class Protection:
    """Which of several values of a protective field is safer."""

    order: tuple[bytes, ...] = ()
    """Values from the safest on, as CBOR. Empty: no order, all values apply."""
    part: str | None = None
    """Of a value object, the part that is ordered: the level of a risk with its reason."""
    fewest: bool = False
    """Of a list of people who may see something: only those whom all values name."""

    def rank(self, value: bytes) -> int | None:
        """Return the place of a value in the order, 0 for the safest; None where it has none."""
        ranked = value if self.part is None else part_of(value, self.part)
        return self.order.index(ranked) if ranked in self.order else None

    def governing(self, values: frozenset[bytes]) -> tuple[bytes, ...]:
        """Return the values that hold while nobody has decided between *values*.

        The safest of those that are ordered, and with them every value that has no order. A field
        without value protects nobody, so it governs only alone.
        """
        if self.fewest:
            return (named_by_all(values),)
        ranks = {value: self.rank(value) for value in values - {NOTHING} or values}
        safest = min((rank for rank in ranks.values() if rank is not None), default=None)
        return tuple(sorted(value for value, rank in ranks.items() if rank in (None, safest)))


@dataclass(frozen=True, kw_only=True)
class KindRules:
    """The rules of one kind of entity. A kind that this version does not know has none."""

    append_only: bool = False
    protective: Mapping[int, Protection] = field(default_factory=dict)
    """By number of the field."""
    sets: frozenset[int] = frozenset()
    """Fields whose value is a set: what somebody adds stays beside what another takes out."""
    once: frozenset[int] = frozenset()
    """Fields that are said by the commit that makes it, and by none after: what she answered."""
    own_circle: bool = False
    """Each has a circle of its own id: an erasure takes it wherever anything was said of it."""
    taken_back: bool = False
    """Everybody takes back alone what she wrote herself, and nothing that others wrote."""
    alerting: bool = False
    """Every record of the kind, a withdrawal for one, reaches a supervisor from quarantine."""

    def is_about_safety(self, field: int) -> bool:
        """Return whether a quarantined change of *field* must not lie unread."""
        return self.alerting or field in self.protective


MergeRules = Mapping[int, KindRules]
"""By number of the kind."""

NO_RULES = KindRules()
