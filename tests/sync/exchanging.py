"""What all machines share: three laptops that lose, repeat, reorder, and go back to old images."""

from __future__ import annotations

from random import Random
from typing import ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from caseworker.sync.commits import Commit, CommitId
from caseworker.sync.merge import merge
from tests.sync.laptop import OLDER_RULES, RULES, Laptop, Office

HOUR = 3_600_000
YEAR = 8_766 * HOUR
START = 56 * YEAR
SKEWS = (0, 5 * HOUR, -40 * YEAR, 30 * YEAR)
LAPTOPS = st.integers(0, 2)

STEADY = settings(
    max_examples=300,
    stateful_step_count=30,
    report_multiple_bugs=False,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
"""The same examples in every run, so that a failure is the code's and never the day's."""
TO_BE_CAUGHT = settings(STEADY, max_examples=1_000, phases=[Phase.generate])
"""For mutants: the first failure is enough, nobody reads the shortest."""


class Exchanging(RuleBasedStateMachine):
    """Laptops and the truth about them, kept apart from what they themselves say."""

    office: ClassVar[type[Office]] = Office

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        office = self.office()
        self.laptops = [Laptop(name, office=office) for name in ("gate", "office", "outreach")]
        self.laptops[2].rules = OLDER_RULES
        self.images: dict[int, tuple[Laptop, set[CommitId]]] = {}
        self.written: dict[CommitId, Commit] = {}
        self.held: list[set[CommitId]] = [set(), set(), set()]

    def tick(self) -> int:
        self.now += 1_000
        return self.now

    def wrote(self, laptop: int, commit: Commit) -> None:
        self.written[commit.id] = commit
        self.held[laptop].add(commit.id)

    @rule(laptop=LAPTOPS, skew=st.sampled_from(SKEWS))
    def set_the_clock_wrong(self, laptop: int, skew: int) -> None:
        self.laptops[laptop].skew = skew

    @rule(sender=LAPTOPS, receiver=LAPTOPS, luck=st.integers(0, 999))
    def deliver_in_part(self, sender: int, receiver: int, luck: int) -> None:
        chance = Random(luck)
        lost = self.laptops[sender].lacks(self.laptops[receiver])
        arrived = [each for each in lost if chance.random() < 0.6]
        arrived += [each for each in self.laptops[sender].commits.values() if chance.random() < 0.1]
        chance.shuffle(arrived)
        self.deliver(sender, receiver, arrived)
        self.order_and_number_do_not_matter(receiver, chance)

    @rule(sender=LAPTOPS, receiver=LAPTOPS)
    def deliver_all(self, sender: int, receiver: int) -> None:
        self.deliver(sender, receiver, self.laptops[sender].lacks(self.laptops[receiver]))

    def deliver(self, sender: int, receiver: int, commits: list[Commit]) -> None:
        self.laptops[receiver].receive(self.tick(), commits)
        self.held[receiver] |= {each.id for each in commits}

    @rule(laptop=LAPTOPS)
    def take_an_image(self, laptop: int) -> None:
        image = self.laptops[laptop].image()
        self.images[laptop] = image, set(self.held[laptop])

    @precondition(lambda self: self.images)
    @rule(laptop=LAPTOPS)
    def restore_the_image(self, laptop: int) -> None:
        if laptop in self.images:
            image, held = self.images[laptop]
            self.laptops[laptop].restore(image)
            self.held[laptop] = set(held)
            self.after_restore(laptop)

    def after_restore(self, laptop: int) -> None:
        """What the person had on the screen is gone too."""

    def exchange_everything(self) -> None:
        for _ in range(3):
            for sender in range(3):
                for receiver in range(3):
                    if sender != receiver:
                        self.deliver_all(sender, receiver)

    def existing(self) -> set[CommitId]:
        """Commits of which some laptop has a copy: the others went with a disk."""
        return set().union(*self.held)

    def all_laptops_agree(self) -> None:
        first, *others = self.laptops
        said = self.office().merge(first.commits.values(), RULES)
        for other in others:
            assert set(other.commits) == set(first.commits), "somebody lacks a commit"
            assert self.office().merge(other.commits.values(), RULES) == said
        assert set(first.commits) == self.existing()

    def no_identity_is_given_twice(self) -> None:
        merged = merge([each for one in self.laptops for each in one.commits.values()], RULES)
        assert not merged.forks

    def order_and_number_do_not_matter(self, laptop: int, chance: Random) -> None:
        commits = list(self.laptops[laptop].commits.values())
        said = self.office().merge(commits, RULES)
        again = commits + [each for each in commits if chance.random() < 0.5]
        chance.shuffle(again)
        assert self.office().merge(again, RULES) == said
