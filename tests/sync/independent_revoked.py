"""What the commits of a batch are worth where keys were ended; from docs/formats alone.

It shares no product code. Of membership.md, "Which commits are accepted", it reads what ends a
key and what follows from that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests import independent_cbor
from tests.store.independent_reader import commit_id, signed
from tests.sync import independent_batch, independent_columns
from tests.sync.independent_membership import verdicts

PERSON, LAPTOP, ENDS_PERSON, ENDS_LAPTOP, RELEASES = 2, 3, 6, 7, 9


@dataclass
class Written:
    fields: dict[int, Any]
    header: bytes
    by_laptop: bytes
    by_person: bytes


def read(batch: bytes, space: bytes, roots: list[bytes], log: list[bytes], key: bytes) -> str:
    """Return the result of a batch, and of each commit in it, under a log."""
    told = [independent_cbor.loads(each) for each in log]
    standing = list(zip(told, verdicts(log, roots), strict=True))
    laptops = keys_of(standing, LAPTOP)
    result = independent_batch.read(batch, space, [each for _, each in laptops], [key])
    if result != "ok":
        return result
    here = commits_in(batch, key)
    ended = {
        ident: worst(
            reason(each, LAPTOP, standing, here),
            reason(each, PERSON, standing, here),
        )
        for ident, each in here.items()
    }
    let_out = {
        ident
        for entry, verdict in standing
        if entry[6] == RELEASES and verdict == "counted"
        for ident in entry[9][1]
    }
    ended |= dict.fromkeys(let_out & here.keys(), "counts")
    for _ in here:
        for ident, each in here.items():
            names = {named for _, _, ids in each.fields[13] for named in ids}
            if ended[ident] == "counts" and any(
                ended.get(one) not in (None, "counts") for one in names
            ):
                ended[ident] = "relies"
    return " ".join(["ok", *ended.values()])


def worst(*reasons: str) -> str:
    return next((each for each in reasons if each != "counts"), "counts")


def keys_of(standing: list[tuple[Any, str]], kind: int) -> list[tuple[bytes, bytes]]:
    """Return ids and signing keys of all people, or laptops, that were ever entered."""
    return [
        (entry[7], entry[9][1])
        for entry, verdict in standing
        if entry[6] == kind and verdict == "counted"
    ]


def commits_in(batch: bytes, key: bytes) -> dict[bytes, Written]:
    header, _, ciphertext = independent_batch.take_apart(batch)
    padded = independent_batch.opened(key, independent_batch.header_fields(header), ciphertext)
    body = independent_cbor.loads(independent_batch.unpacked(independent_batch.unpadded(padded)))
    found = {}
    for whole in independent_columns.read(body[1]):
        told, by_laptop, by_person, *_ = independent_cbor.loads(whole)
        fields = independent_cbor.loads(told)
        found[commit_id(told)] = Written(fields, told, by_laptop, by_person)
    return found


def reason(
    commit: Written, kind: int, standing: list[tuple[Any, str]], here: dict[bytes, Written]
) -> str:
    """Return whether what ends the key of its laptop, or of its author, reaches a commit."""
    subject = commit.fields[4 if kind == LAPTOP else 3]
    mine = {key for whose, key in keys_of(standing, kind) if whose == subject}
    if not mine:
        return "not-a-member"
    signature = commit.by_laptop if kind == LAPTOP else commit.by_person
    word = b"device" if kind == LAPTOP else b"person"
    used = [
        key
        for key in mine
        if signed(key, signature, b"caseworker commit 1 " + word + commit.header)
    ]
    if not used:
        return "not-signed"
    ends = ENDS_LAPTOP if kind == LAPTOP else ENDS_PERSON
    kept: dict[tuple[str, bytes], list[Any]] = {}
    for entry, verdict in standing:
        if (entry[6], entry[7], entry[9].get(2)) == (ends, subject, used[0]):
            kept.setdefault((verdict, entry[3]), []).extend(entry[9][1])
    lost = {
        verdict
        for (verdict, _), ended in kept.items()
        if commit_id(commit.header) not in kept_by(ended, here)
    }
    if "counted" in lost:
        return "revoked"
    return "suspended" if lost & {"disputed", "waiting"} else "counts"


def kept_by(kept: list[Any], here: dict[bytes, Written]) -> set[bytes]:
    """Return what lies on the way back from each end that is kept."""
    found: set[bytes] = set()
    for _, _, end in kept:
        link = end
        while link in here:
            found.add(link)
            link = here[link].fields[7]
    return found
