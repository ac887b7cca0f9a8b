"""Facts of protection: figures that go out on a data access request alone (R-451, R-452)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import product
from random import Random
from uuid import UUID

import pytest

from caseworker.aggregates.broader import broader, hides_much
from caseworker.aggregates.figures_file import Format, written
from caseworker.aggregates.going_out import Prepared, history, prepare, request_findings, send
from caseworker.aggregates.group_disclosure import shared_traits
from caseworker.aggregates.layout import laid_out, paths_of
from caseworker.aggregates.policy import Policy
from caseworker.aggregates.populations import (
    FACETS,
    FLAGS,
    NEEDS,
    TRAITS,
    Facet,
    Population,
    Scope,
    data_class,
)
from caseworker.aggregates.publication import Publication
from caseworker.aggregates.publishing import publish
from caseworker.aggregates.statement import statement
from caseworker.aggregates.table import Dimension, Table, tabulate
from caseworker.data_access.asking import Asked, keep_signed_form, take_data_request
from caseworker.data_access.deciding import DataAccessDecision, decide
from caseworker.errors import GateClosed
from caseworker.model.assessment import ProtectionScreening, ScreeningFlag
from caseworker.model.indicator import DataClass
from caseworker.model.person import Sex
from caseworker.model.rights import Outcome
from caseworker.text import Text
from caseworker.views.data_access import data_access
from tests.scene import AMINA, JOSEPHINE, OFFICER, Scene, codes

ENGLISH = Text("en")
SCREENED = Scope(Population.SCREENED, date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def scene() -> Scene:
    """A centre whose trained colleagues looked at thirteen people and raised a flag for seven."""
    made = Scene()
    alone = frozenset({ScreeningFlag.CHILD_ALONE})
    for sex, flags, count in (
        (Sex.FEMALE, alone, 7),
        (Sex.MALE, frozenset(), 6),
    ):
        for place in range(count):
            screened(made, sex, flags, born=1950 + 9 * place)
    return made


def screened(scene: Scene, sex: Sex, flags: frozenset[ScreeningFlag], born: int = 1996) -> None:
    case = scene.case(scene.registered(born=str(born), sex=sex))
    scene.do(
        lambda work: work.add(
            ProtectionScreening(
                id=work.new_id(),
                case_id=case,
                screened_at=work.now(),
                screened_by=AMINA.user_id,
                flags=flags,
            )
        )
    )


def ready(scene: Scene, *facets: Facet) -> Prepared:
    scene.as_(JOSEPHINE)
    return scene.ask(lambda reads: prepare(reads, SCREENED, facets, scene.moment))


def granted(scene: Scene, until: date) -> UUID:
    asked = Asked(organisation="University", asked_by="A researcher", what="Children alone",
                  purpose="A study")  # fmt: skip
    request = scene.as_(AMINA).do(lambda work: take_data_request(work, asked)).id
    today = scene.moment.date()
    scene.do(lambda work: keep_signed_form(work, request, today, original_in="Cabinet"))
    decision = DataAccessDecision(outcome=Outcome.GRANTED, weighed="Worth it", valid_until=until)
    scene.as_(OFFICER).do(lambda work: decide(work, request, decision))
    scene.as_(JOSEPHINE)
    return request


@pytest.mark.requirement("R-451")
def test_facts_of_protection_are_class_3_and_all_others_are_not() -> None:
    for population, facets in FACETS.items():
        for facet in facets:
            told = {Facet.RISK, Facet.NEEDED_SAFETY, *FLAGS}
            sensitive = population is Population.SCREENED or facet in told
            assert (data_class(population, (facet,)) is DataClass.SENSITIVE) == sensitive
    assert {*FLAGS, *NEEDS} < TRAITS


@pytest.mark.requirement("R-452")
def test_they_go_out_on_a_request_that_stands_and_on_nothing_else(scene: Scene) -> None:
    table = ready(scene, Facet.CHILD_ALONE)
    with pytest.raises(GateClosed):
        scene.do(lambda work: send(work, [table], "University", ""))
    with pytest.raises(GateClosed):
        scene.do(lambda work: send(work, [table], "University", "", scene.office.actor.user_id))
    request = granted(scene, date(2026, 11, 20))
    (kept,) = scene.do(lambda work: send(work, [table], "Somebody else", "A study", request))
    assert (kept.request_id, kept.recipient) == (request, "University")
    shown = scene.ask(lambda reads: data_access(reads, request))
    assert len(shown.went_out) == 1
    scene.later(days=3)
    assert codes(scene.ask(lambda reads: request_findings(reads, [table], request))) == {
        "not-public"
    }
    with pytest.raises(GateClosed):
        scene.do(lambda work: send(work, [ready(scene, Facet.SEX)], "University", "", request))
    assert len(scene.ask(history)) == 1


def test_what_is_public_needs_no_request(scene: Scene) -> None:
    scope = Scope(Population.REGISTERED, date(2026, 11, 1), date(2026, 11, 30))
    scene.as_(JOSEPHINE)
    table = scene.ask(lambda reads: prepare(reads, scope, (Facet.SEX,), scene.moment))
    scene.do(lambda work: send(work, [table], "A donor", ""))
    assert not any("class 3" in said for said in statement([table], ENGLISH))
    assert any("class 3" in said for said in statement([ready(scene, Facet.SEX)], ENGLISH))


def test_of_no_small_group_it_is_told_that_all_share_a_trait(scene: Scene) -> None:
    table = ready(scene, Facet.SEX, Facet.CHILD_ALONE)
    girls_alone = (("yes",), ("female",))
    assert table.table.dimensions == ("child_alone", "sex")
    assert table.table.counts[girls_alone] == 7
    said = dict(shared_traits(table.table, ["child_alone"]))
    assert said[girls_alone] == ((("no",), ("female",)),)
    assert not table.publication.is_known((("no",), ("female",)))
    assert table.publication.is_known(((), ("female",))), "how many girls there are may be known"


def test_a_trait_that_all_of_a_few_share_is_left_out() -> None:
    rows = [{"sex": "female", "trait": "yes"}] * 6

    def count(names: Iterable[str]) -> Table:
        wanted = set(names)
        return tabulate(rows, [Dimension(name) for name in ("sex", "trait") if name in wanted])

    found = publish(("sex", "trait"), count, (), Policy.DEFAULT, traits=("trait",)).publication
    assert found.dimensions == ("sex",)
    assert found.shown[(("female",),)] == 6


def test_a_trait_that_all_share_is_left_out_where_a_small_group_is_among_them() -> None:
    def published(of_a: int, of_b: int) -> Publication:
        rows = [{"group": "a", "sex": "f", "trait": "yes"}] * of_a
        rows += [{"group": "b", "sex": "m", "trait": "yes"}] * of_b
        return _published(rows, ("group", "trait"))

    assert published(7, 15).dimensions == ("group",), "of the seven it would be told"
    everybody = published(12, 15)
    assert everybody.dimensions == ("group", "trait"), "of many it is a fact about the group"
    assert not everybody.hidden


@pytest.mark.parametrize("seed", range(12))
def test_a_reader_finds_another_table_in_which_the_group_does_not_share_it(seed: int) -> None:
    """Every table of whole persons that fits what is shown is tried: some must say otherwise."""
    rows = [{"group": "a", "trait": "yes"}] * (6 + seed % 3)
    rows += [{"group": "b", "trait": "yes"}] * (seed % 4 * 2)
    rows += [{"group": "b", "trait": "no"}] * (5 + seed)
    dimensions = [Dimension("group"), Dimension("trait")]

    def count(names: Iterable[str]) -> Table:
        wanted = set(names)
        return tabulate(rows, [each for each in dimensions if each.name in wanted])

    found = publish(("group", "trait"), count, (), Policy.DEFAULT, traits=("trait",)).publication
    true = count(["group", "trait"])
    cell, beside = (("a",), ("yes",)), (("a",), ("no",))
    assert cell in dict(shared_traits(true, ["trait"]))
    possible = {table[beside] for table in _all_tables(len(rows)) if _agrees(table, found, true)}
    assert possible >= {0, Policy.DEFAULT.width}


Cells = dict[tuple[tuple[str, ...], ...], int]
_FINEST = tuple(product((("a",), ("b",)), (("no",), ("yes",))))


def _all_tables(total: int) -> list[Cells]:
    counts = product(range(total + 1), repeat=len(_FINEST))
    return [dict(zip(_FINEST, each, strict=True)) for each in counts if sum(each) == total]


def _agrees(table: Cells, found: Publication, true: Table) -> bool:
    for cell in product(((), ("a",), ("b",)), ((), ("no",), ("yes",))):
        if not found.is_known(cell):
            continue
        count = sum(
            one
            for finest, one in table.items()
            if all(path[: len(want)] == want for path, want in zip(finest, cell, strict=True))
        )
        if count != true.counts.get(cell, 0):
            return False
    return True


def test_a_hidden_zero_stands_in_the_file_like_every_hidden_count(scene: Scene) -> None:
    table = ready(scene, Facet.SEX, Facet.CHILD_ALONE)
    zeros = [cell for cell in table.publication.hidden if not table.table.counts.get(cell)]
    assert zeros
    lines = written(table, Format.TIDY, ENGLISH).decode().splitlines()[2:]
    assert sum(line.endswith(",yes") for line in lines) == len(table.publication.hidden)
    layout = laid_out(table, ENGLISH)
    hidden = [value for line in layout.lines for value in line.values if value.hidden]
    assert len(hidden) == len(table.publication.hidden) == layout.hidden


@pytest.mark.parametrize("facets", [(Facet.SEX, Facet.ABUSE), (Facet.ABUSE,)])
def test_what_is_left_out_is_never_laid_out_as_zero(facets: tuple[Facet, ...]) -> None:
    few = Scene()
    for _person in range(6):
        screened(few, Sex.FEMALE, frozenset({ScreeningFlag.ABUSE}))
    table = ready(few, *facets)
    assert table.left_out == (Facet.ABUSE,), "of six people all share it"
    assert Facet.ABUSE not in table.facets
    layout = laid_out(table, ENGLISH)
    assert "Abuse" not in layout.header
    assert {value.count for line in layout.lines for value in line.values} == {6}
    assert any("Not counted by: Abuse" in said for said in statement([table], ENGLISH))
    assert len(written(table, Format.TIDY, ENGLISH).splitlines()) > 2


def test_a_part_of_a_table_shows_nothing_that_the_whole_hides(scene: Scene) -> None:
    whole = ready(scene, Facet.SEX, Facet.CHILD_ALONE)
    path = next(path for path in paths_of(whole, Facet.SEX, ENGLISH) if path)
    part = whole.showing({Facet.SEX: path, Facet.RISK: ("high",)})
    assert set(part.only) == {Facet.SEX}
    shown = {value for line in laid_out(part, ENGLISH).lines for value in line.values}
    assert shown <= {value for line in laid_out(whole, ENGLISH).lines for value in line.values}
    lines = written(part, Format.TIDY, ENGLISH).decode("utf-8-sig").splitlines()
    assert 2 < len(lines) < len(written(whole, Format.TIDY, ENGLISH).splitlines())
    assert any("Only shown: Female" in said for said in statement([part], ENGLISH))
    assert part.publication == whole.publication


def test_a_broader_table_is_suggested_where_most_would_be_hidden(scene: Scene) -> None:
    table = ready(scene, Facet.SEX, Facet.CHILD_ALONE, Facet.AGE)
    assert hides_much(table)
    better = scene.ask(lambda reads: broader(reads, table, scene.moment))
    shares = [each.share for each in better]
    assert shares == sorted(shares)
    assert all(share < len(table.publication.hidden) / len(table.table.counts) for share in shares)
    assert len(scene.ask(history)) == 0


def _counted(rows: list[dict[str, str]], names: Iterable[str]) -> Table:
    wanted = set(names)
    dimensions = [Dimension(name) for name in ("group", "sex", "trait") if name in wanted]
    return tabulate(rows, dimensions)


def _published(
    rows: list[dict[str, str]], names: tuple[str, ...], earlier: Iterable[Publication] = ()
) -> Publication:
    return publish(
        names, lambda over: _counted(rows, over), earlier, Policy.DEFAULT, traits=("trait",)
    ).publication


@pytest.mark.parametrize("first", [("sex",), ("group", "sex"), ("sex", "trait")])
def test_what_was_published_by_something_else_does_not_open_a_shared_trait(
    first: tuple[str, ...],
) -> None:
    rows = [{"group": "a", "sex": sex, "trait": "yes"} for sex in "ffffmmmm"]
    rows += [
        {"group": "b", "sex": sex, "trait": trait}
        for sex in "fm"
        for trait in ["yes"] * 7 + ["no"] * 8
    ]
    found = _published(rows, ("group", "trait"), [_published(rows, first)])
    assert not found.is_known((("a",), ("no",)))
    assert found.is_known((("a",), ())), "how many they are may be known"


def test_whoever_came_since_does_not_share_a_trait_that_a_difference_tells() -> None:
    before = [{"group": "a", "trait": "yes"}] * 12 + [{"group": "a", "trait": "no"}] * 8
    before += [{"group": "b", "trait": "yes"}] * 15 + [{"group": "b", "trait": "no"}] * 30
    came = [{"group": "a", "trait": "yes"}] * 7
    came += [{"group": "b", "trait": "yes"}] * 6 + [{"group": "b", "trait": "no"}] * 5
    earlier = _published(before, ("group", "trait"))
    assert earlier.is_known((("a",), ("no",)))
    found = _published(before + came, ("group", "trait"), [earlier])
    assert not found.is_known((("a",), ("no",)))


@pytest.mark.parametrize(("groups", "seed"), [("ab", 2), ("ab", 13)])
def test_where_all_counts_are_hidden_the_zeros_of_a_shared_trait_are_too(
    groups: str, seed: int
) -> None:
    chance = Random(seed)
    rows: list[dict[str, str]] = []
    for group in groups:
        for _ in range(chance.choice((2, 5, 6, 7, 8, 9))):
            sex = chance.choice("fm")
            trait = "yes" if group == "a" else chance.choice(("yes", "no"))
            rows.append({"group": group, "sex": sex, "trait": trait})
    some = [row for row in rows if chance.random() < 0.7]
    earlier: list[Publication] = []
    for names in (("group", "trait"), ("group", "sex"), ("group", "sex", "trait")):
        for people in (some, rows):
            found = _published(people, names, earlier)
            earlier.append(found)
            for cell, beside in shared_traits(_counted(people, found.dimensions), ["trait"]):
                assert any(not found.is_known(one) for one in beside), cell
