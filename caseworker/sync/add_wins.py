"""Sets that several people changed at once: what one adds stays, what one takes out goes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from caseworker.sync.commits import CommitId
from caseworker.sync.history import History
from caseworker.sync.values import elements, set_of

_Additions = frozenset[tuple[CommitId, bytes]]
"""Elements, each with the change that added it."""


def merged_set(history: History) -> bytes | None:
    """Return the set that the heads make together; None where a value is no set.

    An element is in it unless somebody who had seen it added took it out. Whoever adds it again
    at the same time, without having seen that, keeps it in.
    """
    additions: dict[CommitId, _Additions] = {}
    for commit in history.order:
        value = history.changes[commit].value
        members = None if value is None else elements(value)
        if members is None:
            return None
        seen = _together(history, history.bases[commit], additions)
        known = {element for _, element in seen}
        additions[commit] = frozenset(
            [each for each in seen if each[1] in members]
            + [(commit, element) for element in members - known]
        )
    return set_of(element for _, element in _together(history, history.heads, additions))


def _together(
    history: History, commits: Iterable[CommitId], additions: Mapping[CommitId, _Additions]
) -> _Additions:
    known = [commit for commit in commits if commit in additions]
    together: _Additions = frozenset().union(*(additions[commit] for commit in known))
    return frozenset(
        (by, element)
        for by, element in together
        if all(
            (by, element) in additions[commit]
            for commit in known
            if by == commit or by in history.ancestors[commit]
        )
    )
