"""One laptop whose clock stands in 2060 carries no other there: the newest of others is newest."""

from __future__ import annotations

from datetime import timedelta

from tests.sync.stores import World, add_person, rename

AHEAD = timedelta(days=34 * 365)


def test_after_a_word_from_2060_the_later_of_two_is_shown_as_ever(centre: World) -> None:
    amina = centre.founded()
    bo = centre.join(amina, centre.enrol(amina, "Bo Li"), "Bo Li", "second")
    hodan = centre.join(amina, centre.enrol(amina, "Hodan Ali", "03"), "Hodan Ali", "third")
    selam = amina.act(add_person("Selam"))
    centre.round(amina, bo, hodan)
    bo.clock = lambda: centre.clock() + AHEAD
    bo.reopen()
    bo.act(add_person("Tesfay"))
    centre.round(bo, amina)
    assert "Tesfay" in amina.names()
    # Hodan has not heard of it, and writes an hour after Amina.
    amina.act(rename(selam, "Selamawit"))
    centre.moment += timedelta(hours=1)
    hodan.act(rename(selam, "Salam"))
    centre.round(amina, hodan, amina)
    for desk in (amina, hodan):
        assert desk.person(selam).given_name == "Salam"
