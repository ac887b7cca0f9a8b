"""A laptop is held for one that went back only where it did, in whatever order its words come."""

from __future__ import annotations

import shutil
from itertools import permutations
from random import Random

from sqlalchemy import Connection

from caseworker.sync.batch_file import laptop_id
from db.store.exchange.frontiers import reached_by, went_back
from db.store.exchange.outgoing import number_of
from tests.sync.stores import Desk, World, add_person
from tests.sync.test_old_image import image_of, put_back
from tests.sync.test_values_withheld import written


def told_less(desk: Desk, other: Desk) -> bool:
    """Return whether *desk* holds *other* for a laptop that has less than it had told."""
    with desk.office.store.reading.connect() as connection:
        return bool(number_of(connection, went_back(known_as(other))))


def known_as(desk: Desk) -> bytes:
    return laptop_id(desk.office.store.identity.device_public_key)


def told(desk: Desk, other: Desk) -> set[bytes]:
    """Return the last batches that *other* has by its word, as *desk* heard it."""
    with desk.office.store.reading.connect() as connection:
        return set(reached_by(connection).get(known_as(other), set()))


def test_the_words_of_several_days_count_in_whatever_order_they_come(
    centre: World, two: tuple[Desk, Desk]
) -> None:
    """Small files are read first, so that a word may come before what it follows."""
    amina, bo = two
    centre.round(amina, bo, amina, bo)
    said: list[bytes] = []
    for name in ("Selam", "Tesfay", "Hiwot"):
        bo.act(add_person(name))
        said += written(bo)
        bo.reopen()
    image = image_of(amina)
    for content in said:
        amina.office.exchange.take_in(content)
    last = told(amina, bo)
    orders = list(permutations(said))
    for order in [orders[-1], *Random(7).sample(orders, 30)]:
        put_back(amina, image)
        for content in order:
            amina.office.exchange.take_in(content)
        assert not told_less(amina, bo)
        assert told(amina, bo) == last
    shutil.rmtree(image)


def test_what_a_word_names_of_a_third_laptop_may_come_after_it(
    centre: World, two: tuple[Desk, Desk]
) -> None:
    amina, bo = two
    hodan = centre.join(amina, centre.enrol(amina, "Hodan Ali", "03"), "Hodan Ali", "third")
    centre.round(amina, bo, hodan, amina, bo, hodan, amina)
    for name in ("Selam", "Tesfay"):
        hodan.act(add_person(name))
        for content in written(hodan):
            bo.office.exchange.take_in(content)
    for content in written(bo):
        amina.office.exchange.take_in(content)
    assert not told_less(amina, bo)


def test_a_word_is_heard_also_where_a_letter_to_another_comes_last(
    centre: World, two: tuple[Desk, Desk]
) -> None:
    """Bo writes to Hodan in between: nobody else opens that, and it lies before his last word."""
    amina, bo = two
    hodan = centre.join(amina, centre.enrol(amina, "Hodan Ali", "03"), "Hodan Ali", "third")
    centre.round(amina, bo, hodan, amina, bo, hodan, amina)
    letter = bo.office.write(lambda connection: letter_to(bo, hodan, connection))
    bo.reopen()
    bo.act(add_person("Selam"))
    said = written(bo)
    for content in (*said, letter):
        amina.office.exchange.take_in(content)
    for content in (letter, *said):
        hodan.office.exchange.take_in(content)
    assert told(amina, bo) == told(hodan, bo)


def letter_to(desk: Desk, other: Desk, connection: Connection) -> bytes:
    exchange, key = desk.office.exchange, other.office.store.identity.sealing_key.public
    outgoing = exchange._outgoing(connection, exchange._log(connection))
    return outgoing.write_letter(key, (), desk.office.milliseconds()).content
