"""Vectors of batches of laptops that were ended, and what their commits are worth.

The batch is as good as any other: what is looked at is on which side of the cut each commit lies.
Shares no product code.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.store import make_vectors as commits
from tests.store.independent_reader import commit_id
from tests.sync import independent_batch as batches
from tests.sync.independent_membership import cbor, sha
from tests.sync.make_authors import ROOTS, SPACE, Author, Vector, fixed, laptop, person, private
from tests.sync.make_authors import public as public_key
from tests.sync.make_columns import Signed, columns
from tests.sync.make_sealed import AUDIENCE_KEY, header, packed, padded, sealed, whole

NAMED = 9
"""A kind of record that an act relied on."""


@dataclass
class Run:
    """What is written on a laptop between two times that it is unlocked, one after another."""

    by: str
    on: str
    name: str = "run"
    written: list[Signed] = field(default_factory=list)

    def write(self, word: str, *relies_on: bytes) -> Signed:
        before = commit_id(self.written[-1][0]) if self.written else b""
        content = [[1, fixed(word, 16), {0: [True], 2: [word]}]]
        named = [[NAMED, fixed("what it relied on", 16), sorted(relies_on)]] if relies_on else []
        told = cbor(
            commits.header(
                content,
                f3=fixed(self.by, 16),
                f4=fixed(self.on, 16),
                f5=fixed(f"{self.name} of {self.on}", 16),
                f6=len(self.written) + 1,
                f7=before,
                f13=named,
            )
        )
        device = private(self.on).sign(b"caseworker commit 1 device" + told)
        author = private(self.by).sign(b"caseworker commit 1 person" + told)
        self.written.append((told, device, author, commits.SEED, content))
        return self.written[-1]

    def up_to(self, number: int) -> list[Any]:
        """Return the run as a revocation keeps it up to its commit of that number."""
        told = self.written[number - 1][0]
        return [fixed(f"{self.name} of {self.on}", 16), number, commit_id(told)]


class Log:
    """A root, two administrators, two of the staff, and their laptops."""

    def __init__(self) -> None:
        self.root, self.alem, self.binta = Author("root"), Author("alem"), Author("binta")
        for administrator in (self.alem, self.binta):
            self.root.sign(1, public_key(administrator.name), {})
        for entry in (
            *(person(each, "caseworker") for each in ("amina", "bo")),
            laptop("gate", "amina"),
            laptop("office", "bo"),
        ):
            self.alem.sign(*entry)

    def ends_the_laptop(self, *kept: list[Any], by: str = "alem") -> None:
        content = {1: list(kept), 2: public_key("gate")}
        getattr(self, by).sign(7, fixed("gate", 16), content)

    def ends_the_person(self, *kept: list[Any]) -> None:
        self.alem.sign(6, fixed("amina", 16), {1: list(kept), 2: public_key("amina")})

    def vector(self, expected: str, *carried: Signed, sealed_by: str = "gate") -> Vector:
        body = {1: columns([told for told, *_ in carried], list(carried))}
        fields = header(f3=batches.laptop_id(public_key(sealed_by)))
        ciphertext = sealed(fields, padded(packed(cbor(body))))
        batch = whole(fields, ciphertext, by=sealed_by)
        entries = [each for author in (self.root, self.alem, self.binta) for each in author.entries]
        lines = [("space", SPACE), *(("root", each) for each in ROOTS)]
        lines += [("entry", each) for each in entries]
        return expected, [*lines, ("key", AUDIENCE_KEY), ("batch", batch)]


def vectors() -> dict[str, Vector]:
    """Return by name: the result of the batch, then of each commit in it, and log and batch."""
    found: dict[str, Vector] = {}

    def work() -> tuple[Log, Run, list[Signed]]:
        run = Run("amina", "gate")
        return Log(), run, [run.write(word) for word in ("first", "second", "third")]

    log, run, (first, second, third) = work()
    found["not_revoked"] = log.vector("ok counts counts counts", first, second, third)
    log.ends_the_laptop(run.up_to(2))
    found["sealed_after_the_cut"] = log.vector("ok counts counts revoked", first, second, third)
    found["written_before_and_late"] = log.vector("ok counts counts", first, second)
    found["order_of_arrival"] = log.vector("ok revoked counts counts", third, second, first)
    # Until the link between has come, nobody can tell it from a fork that a thief signed.
    found["end_of_the_cut_not_here"] = log.vector("ok revoked", first)
    found["link_before_not_here"] = log.vector("ok counts", second)
    elsewhere = Run("amina", "gate", "another run").write("of the thief")
    found["another_run"] = log.vector("ok counts counts revoked", first, second, elsewhere)
    forked = Run("amina", "gate", written=[first])
    other = forked.write("another second")
    found["another_under_an_old_number"] = log.vector(
        "ok counts counts revoked", first, second, other
    )
    colleague = Run("bo", "office")
    builds = colleague.write("builds on it", commit_id(third[0]))
    beside = colleague.write("builds on nothing of it")
    found["what_was_built_on_it"] = log.vector(
        "ok counts counts revoked relies counts", first, second, third, builds, beside
    )
    found["carried_by_another"] = log.vector(
        "ok counts counts revoked", first, second, third, sealed_by="office"
    )
    log.alem.sign(9, b"", {1: [commit_id(third[0])]})
    found["let_out"] = log.vector("ok counts counts counts", first, second, third)
    log, run, (first, second, third) = work()
    log.ends_the_laptop()
    found["nothing_kept"] = log.vector("ok revoked revoked", first, second)
    log, run, (first, second, third) = work()
    log.ends_the_person(run.up_to(1))
    found["a_worker_who_left"] = log.vector("ok counts revoked revoked", first, second, third)
    log, run, (first, second, third) = work()
    log.ends_the_laptop(run.up_to(2))
    log.ends_the_laptop(run.up_to(1), by="binta")
    found["ended_twice"] = log.vector("ok counts revoked revoked", first, second, third)
    log, run, (first, second, third) = work()
    log.ends_the_laptop(run.up_to(1))
    log.alem.sign(5, public_key("binta"), {1: []})
    log.binta.sign(5, public_key("alem"), {1: [[b"", 4, sha_of(log.alem.entries[3])]]})
    found["in_dispute"] = log.vector("ok counts suspended suspended", first, second, third)
    log.ends_the_laptop(run.up_to(2), by="root")
    found["in_dispute_and_not"] = log.vector("ok counts suspended revoked", first, second, third)
    return {f"revoked_{name}": vector for name, vector in found.items()}


def sha_of(entry: bytes) -> bytes:
    return sha(b"caseworker membership 1", entry)
