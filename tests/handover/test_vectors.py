"""The test vectors of cards and handovers, read by the independent reader and by the product."""

from __future__ import annotations

from pathlib import Path

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseworker.handover.body import read_body
from caseworker.handover.card import MAGIC as CARD_MAGIC
from caseworker.handover.card import Card, NotACard, read_card
from caseworker.handover.handover_file import MAGIC, Opener, Refused, read_file
from caseworker.handover.renaming import new_id
from caseworker.sync.letter import SealingKey
from caseworker.sync.values import encoded
from tests.handover import independent_handover as independent
from tests.handover.make_vectors import ANSWER, BODY
from tests.sync.make_authors import private

FOLDER = Path(__file__).parent / "vectors"


def vectors(kind: str) -> list[Path]:
    found = sorted(FOLDER.glob(f"{kind}_*.txt"))
    assert found
    return found


def read(path: Path) -> tuple[str, dict[str, bytes]]:
    first, *rest = path.read_text("ascii").splitlines()
    values = dict(line.split(": ") for line in rest)
    return first.removeprefix("expect: "), {
        name: bytes.fromhex(each) for name, each in values.items()
    }


def card_of(fields: bytes, by: str) -> Card:
    signature = private(by).sign(b"caseworker card 1 sign" + fields)
    return read_card(CARD_MAGIC + encoded([fields, signature]))


@pytest.mark.parametrize("path", vectors("card"), ids=lambda path: path.stem)
def test_cards(path: Path) -> None:
    expected, values = read(path)
    assert independent.read_card(values["card"]) == expected
    if expected != "ok":
        with pytest.raises(NotACard) as refused:
            read_card(values["card"])
        assert refused.value.result == expected
        return
    card = read_card(values["card"])
    fields = cbor2.loads(values["card"][len(CARD_MAGIC) :])[0]
    assert card.to_bytes() == fields
    assert card.id.bytes == independent.card_id(fields)
    assert card.to_compare == independent.to_compare(fields)


@pytest.mark.parametrize("path", vectors("handover"), ids=lambda path: path.stem)
def test_handovers(path: Path) -> None:
    expected, values = read(path)
    seed, curve = values["seed"], values["curve"]
    said = independent.read(values["file"], [values["sender"]], values["own"], seed, curve)
    assert said == expected
    sender, own = card_of(values["sender"], "sender"), card_of(values["own"], "receiver")
    assert result_of(values["file"], sender, own, SealingKey(seed, curve)) == expected


def result_of(file: bytes, sender: Card, own: Card, key: SealingKey) -> str:
    opener = Opener(senders={sender.id: sender}, receiving={own.id: key})
    try:
        read_body(opener.open(read_file(file)))
    except Refused as refused:
        return refused.result
    return "ok"


def test_the_body_is_written_as_it_is_read() -> None:
    for told in (BODY, ANSWER):
        assert read_body(encoded(told)).to_bytes() == encoded(told)


@settings(max_examples=50, deadline=None, derandomize=True, database=None)
@given(st.uuids(), st.uuids())
def test_new_ids_follow_from_the_handover(handover: object, old: object) -> None:
    made = new_id(handover, old)  # type: ignore[arg-type]
    assert made.bytes == independent.new_id(handover.bytes, old.bytes)  # type: ignore[attr-defined]
    assert made.version == 7


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.binary() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.integers() | st.text(), inner),
).map(lambda value: cbor2.dumps(value, canonical=True))


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(ANY | st.binary(max_size=200))
def test_whatever_comes_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(NotACard):
        read_card(CARD_MAGIC + content)
    with pytest.raises(Refused):
        read_file(MAGIC + content)
    with pytest.raises(Refused):
        read_body(content)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=4))
def test_no_altered_file_is_taken_in(place: int, other: bytes) -> None:
    _, values = read(FOLDER / "handover_first.txt")
    sender, own = card_of(values["sender"], "sender"), card_of(values["own"], "receiver")
    key, file = SealingKey(values["seed"], values["curve"]), values["file"]
    at = place % len(file)
    altered = file[:at] + other + file[at + len(other) :]
    if altered != file:
        assert result_of(altered, sender, own, key) != "ok"
