"""What somebody's safety may hang on goes first: the line may break after the first batch."""

from __future__ import annotations

from itertools import count

from caseworker.model.consent import Withdrawal
from caseworker.model.ids import PersonId
from caseworker.sync.exchanging import exchange
from tests.sync.acts_of_consent import takes_all_back
from tests.sync.stores import Desk, World, add_person, rename


def test_a_yes_taken_back_is_there_before_what_was_written_earlier(
    centre: World, two: tuple[Desk, Desk]
) -> None:
    amina, bo = two
    selam = PersonId(amina.act(add_person("Selam")))
    centre.round(amina, bo, amina)
    amina.act(rename(selam, "Salam"))
    amina.act(lambda work: takes_all_back(work, selam))
    asked = count()
    carrier = centre.carrier(amina)
    exchange(amina.office.exchange, carrier, "stick", wants_stop=lambda: next(asked) > 0)
    bo.exchange(centre.stick)
    assert bo.office.ask(lambda reads: len(reads.matching(Withdrawal))) == 1
    assert bo.names() == ["Selam"]
    centre.round(amina, bo)
    assert bo.names() == ["Salam"]
