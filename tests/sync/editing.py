"""Several people edit and erase the same records; an oracle remembers what each of them saw."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from caseworker.sync.commits import EXISTS, CommitId, EntityRef
from caseworker.sync.merge import Life, State
from tests.sync.exchanging import LAPTOPS, Exchanging
from tests.sync.laptop import CASE, NAME, NEWER, PERSON, RISK, RULES, cbor

PEOPLE = (EntityRef(PERSON, b"selam"), EntityRef(PERSON, b"amina"))
CASES = (EntityRef(CASE, b"case of selam"),)
UNKNOWN = (EntityRef(NEWER, b"kind of a newer version"),)
FIELDS = (*((person, NAME) for person in PEOPLE), (CASES[0], RISK), (UNKNOWN[0], 77))
ERASABLE = PEOPLE[1]
VALUES = st.sampled_from(["low", "high", "medium", "something else"])

Place = tuple[EntityRef, int]


@dataclass(frozen=True)
class Write:
    """One value that somebody wrote, and the writes that were before her eyes."""

    place: Place
    value: str
    seen: frozenset[CommitId]


class Editing(Exchanging):
    """Property 4 and its neighbours: what is current, in conflict, or replaced by who saw it."""

    def __init__(self) -> None:
        super().__init__()
        self.writes: dict[CommitId, list[Write]] = {}
        self.screens: dict[int, tuple[Place, frozenset[CommitId], frozenset[CommitId]]] = {}
        self.known_to_erasure: dict[CommitId, set[CommitId]] = {}

    @initialize()
    def make_the_records(self) -> None:
        for entity, number in FIELDS:
            commit = self.laptops[0].make(self.tick(), entity, {number: "not judged"})
            self.wrote(0, commit)
            self.writes[commit.id] = [Write((entity, number), "not judged", frozenset())]

    def visible(self, held: set[CommitId], place: Place) -> frozenset[CommitId]:
        """What a laptop that holds these commits ought to show: all that nobody replaced."""
        here = {
            commit: write
            for commit in held
            for write in self.writes.get(commit, ())
            if write.place == place
        }
        return frozenset(here).difference(*(write.seen for write in here.values()))

    @rule(laptop=LAPTOPS, place=st.sampled_from(FIELDS))
    def open_a_record(self, laptop: int, place: Place) -> None:
        shown = self.laptops[laptop].merged().entities.get(place[0])
        if shown is not None and shown.life is Life.LIVING and place[1] in shown.fields:
            heads = frozenset(head.commit for head in shown.fields[place[1]].heads)
            self.screens[laptop] = place, heads, self.visible(self.held[laptop], place)

    @precondition(lambda self: self.screens)
    @rule(laptop=LAPTOPS, value=VALUES)
    def save_what_is_on_the_screen(self, laptop: int, value: str) -> None:
        """Whatever arrived since she opened it, she has not seen."""
        if laptop in self.screens:
            place, heads, seen = self.screens.pop(laptop)
            commit = self.laptops[laptop].write(self.tick(), {place: value}, seen={place: heads})
            self.wrote(laptop, commit)
            self.writes.setdefault(commit.id, []).append(Write(place, value, seen))

    @rule(laptop=LAPTOPS, place=st.sampled_from(FIELDS), value=VALUES)
    def edit_at_once(self, laptop: int, place: Place, value: str) -> None:
        self.open_a_record(laptop, place)
        self.save_what_is_on_the_screen(laptop, value)

    @rule(laptop=LAPTOPS, other=LAPTOPS, place=st.sampled_from(FIELDS), value=VALUES)
    def edit_while_an_edit_arrives(self, laptop: int, other: int, place: Place, value: str) -> None:
        self.open_a_record(laptop, place)
        self.edit_at_once(other, place, "while she wrote")
        self.deliver_all(other, laptop)
        self.save_what_is_on_the_screen(laptop, value)

    @rule(laptop=LAPTOPS, other=LAPTOPS, place=st.sampled_from(FIELDS), value=VALUES)
    def go_back_a_day(self, laptop: int, other: int, place: Place, value: str) -> None:
        self.take_an_image(laptop)
        self.edit_at_once(laptop, place, value)
        self.deliver_all(laptop, other)
        self.restore_the_image(laptop)
        self.edit_at_once(laptop, place, "after the restore")

    @rule(laptop=LAPTOPS)
    def erase_a_person(self, laptop: int) -> None:
        entity = self.laptops[laptop].merged().entities.get(ERASABLE)
        if entity is not None and entity.life is Life.LIVING:
            known = {each for each in self.held[laptop] if self.touches(each)}
            commit = self.laptops[laptop].erase(self.tick(), ERASABLE)
            self.wrote(laptop, commit)
            self.known_to_erasure[commit.id] = known

    def touches(self, commit: CommitId) -> bool:
        return any(change.entity == ERASABLE for change in self.written[commit].changes)

    @rule(laptop=LAPTOPS)
    def remove_erased_bytes(self, laptop: int) -> None:
        self.laptops[laptop].apply_erasures()

    @rule(laptop=LAPTOPS)
    def no_conflict_is_invented(self, laptop: int) -> None:
        """Also while half has arrived: whom it shows as disagreeing did not know each other."""
        for ref, entity in self.laptops[laptop].merged().entities.items():
            for number, state in entity.fields.items():
                if state.state is State.CONFLICT:
                    heads = [head.commit for head in state.heads]
                    assert any(
                        not self.built_on((ref, number), one, other)
                        and not self.built_on((ref, number), other, one)
                        for one in heads
                        for other in heads
                        if one != other
                    )

    def built_on(self, place: Place, later: CommitId, earlier: CommitId) -> bool:
        ahead = [later]
        passed: set[CommitId] = set()
        while ahead:
            for write in self.writes.get(ahead.pop(), ()):
                if write.place == place:
                    if earlier in write.seen:
                        return True
                    ahead += write.seen - passed
                    passed |= write.seen
        return False

    def after_restore(self, laptop: int) -> None:
        self.screens.pop(laptop, None)

    def teardown(self) -> None:
        if self.written:
            self.exchange_everything()
            self.all_laptops_agree()
            self.no_identity_is_given_twice()
            self.nothing_is_lost_or_hidden()
            self.nothing_erased_comes_back()

    def erasures(self) -> set[CommitId]:
        return self.known_to_erasure.keys() & self.existing()

    def nothing_is_lost_or_hidden(self) -> None:
        for laptop in self.laptops:
            entities = self.office().merge(laptop.commits.values(), RULES).entities
            for place in FIELDS:
                if place[0] == ERASABLE and self.known_to_erasure:
                    continue
                expected = self.visible(self.existing(), place)
                found = entities.get(place[0])
                shown = found.fields.get(place[1]) if found is not None else None
                heads = shown.heads if shown is not None else ()
                assert {head.commit for head in heads} == expected
                values = {self.written[each].id: self.value(each, place) for each in expected}
                assert {head.commit: head.value for head in heads} == values
                if shown is not None:
                    settled = shown.state is State.SETTLED
                    assert settled == (len(set(values.values())) == 1)

    def value(self, commit: CommitId, place: Place) -> bytes:
        return cbor(next(each.value for each in self.writes[commit] if each.place == place))

    def nothing_erased_comes_back(self) -> None:
        erasures = self.erasures()
        if not erasures:
            return
        for laptop in self.laptops:
            laptop.apply_erasures()
            entity = laptop.merged().entities[ERASABLE]
            assert entity.life is Life.ERASED
            assert not entity.fields
            touching = {each for each in self.existing() if self.touches(each)}
            known = set().union(*(self.known_to_erasure[each] for each in erasures))
            assert entity.edited_unseen == touching - known - erasures
            for commit in laptop.commits.values():
                for change in commit.changes:
                    if change.entity == ERASABLE:
                        assert change.erases or change.value is None
                        assert change.erases or change.field == EXISTS or not change.bases
