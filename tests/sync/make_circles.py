"""The vectors of circles: who holds what. Shares no product code."""

from __future__ import annotations

from tests.sync import independent_circles as circles
from tests.sync.make_authors import Author, Vector, fixed, laptop, person, record


def circle_vectors() -> dict[str, Vector]:
    """A centre with an office, a desk of somebody's cousin, a van, and a tent without a nurse."""
    alem = Author("alem")
    for told in (
        person("amina", "caseworker"),
        person("bo", "caseworker"),
        person("tomas", "administrator"),
        laptop("office", "amina", "tomas"),
        laptop("desk", "amina", "bo"),
        laptop("van", "amina", outreach=True),
        laptop("newcomer", "nobody knows her"),
        laptop("tent", "bo"),
        (4, fixed("centre", 16), {1: "centre", 2: [], 3: []}),
        (4, fixed("cases", 16), {1: "case team", 2: [], 3: []}),
        (4, circles.handing_in_of(fixed("van", 16)),
         {1: "handing in", 2: [], 3: [], 4: [fixed("van", 16)]}),
        record("selam", [], ["van"], []),
        record("tesfay", ["amina"], [], ["desk"]),
        record("hiwot", ["amina"], ["van"], []),
        (4, fixed("health", 16), {1: "health", 2: [fixed("amina", 16)], 3: []}),
        record("selam", [], ["van"], [], circles.health_part_of),
    ):  # fmt: skip
        alem.sign(*told)
    of = {
        name: circles.circle_of(fixed(name, 16)) for name in ("selam", "tesfay", "hiwot", "mebrat")
    }
    of |= {name: fixed(name, 16) for name in ("centre", "cases")}
    of["hand_in"] = circles.handing_in_of(fixed("van", 16))
    of["health"] = fixed("health", 16)
    of |= {
        f"health_of_{name}": circles.health_part_of(fixed(name, 16))
        for name in ("selam", "tesfay", "hiwot", "mebrat")
    }
    expected = {
        "office": "yes yes yes yes yes yes yes yes yes yes yes yes",
        "desk": "yes no no yes yes yes yes yes yes no no yes",
        "van": "yes no yes no yes no yes no yes no yes no",
        "newcomer": "yes no no yes yes yes yes no no no no no",
        "tent": "yes no no yes yes yes yes no no no no no",
    }
    lines = [("entry", each) for each in alem.entries]
    return {
        f"circle_{name}_of_{device}": (
            told,
            [*lines, ("device", fixed(device, 16)), ("audience", of[name])],
        )
        for device, row in expected.items()
        for name, told in zip(of, row.split(), strict=True)
    }
