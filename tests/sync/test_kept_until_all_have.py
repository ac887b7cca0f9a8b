"""What a laptop wrote is kept until every other one told to have it, and not only the next one."""

from __future__ import annotations

from tests.sync.stores import Desk, World, add_person


def test_one_laptop_that_has_it_is_not_enough(centre: World, two: tuple[Desk, Desk]) -> None:
    amina, bo = two
    hodan = centre.join(amina, centre.enrol(amina, "Hodan Ali", "03"), "Hodan Ali", "third")
    centre.round(amina, bo, hodan, amina, bo, hodan)
    amina.act(add_person("Selam"))
    centre.round(amina, bo, amina, bo, amina)
    # The stick is lost with all that lay on it, and another one goes round.
    for path in centre.stick.rglob("*.batch"):
        path.unlink()
    centre.round(amina, hodan)
    assert hodan.names() == ["Selam"]
