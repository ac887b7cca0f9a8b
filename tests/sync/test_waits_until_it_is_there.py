"""What a carrier did not take still waits on this laptop, and is said to."""

from __future__ import annotations

import pytest

from caseworker.errors import CarrierError
from caseworker.sync.folder_carrier import FolderCarrier
from tests.sync.stores import Desk, World, add_person


def test_what_the_stick_broke_off_at_still_waits(centre: World, two: tuple[Desk, Desk]) -> None:
    amina, bo = two
    centre.round(amina, bo, amina)
    assert amina.office.space.status().waiting == 0
    amina.act(add_person("Selam"))
    here = amina.office.exchange
    here.pack()
    folder = FolderCarrier(centre.stick, amina.office.store.identity.space).folder
    in_the_way = [folder / f"{batch.hex()}.batch" for batch in here.to_carry()]
    in_the_way = [path for path in in_the_way if not path.exists()]
    for path in in_the_way:
        path.mkdir()
    with pytest.raises(CarrierError):
        amina.exchange(centre.stick)
    assert amina.office.space.status().waiting == 1
    for path in in_the_way:
        path.rmdir()
    amina.exchange(centre.stick)
    assert amina.office.space.status().waiting == 0
    bo.exchange(centre.stick)
    assert bo.names() == ["Selam"]
