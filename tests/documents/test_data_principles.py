"""What the centre promises about personal data, on a paper for everybody, and what binds others."""

from __future__ import annotations

import pytest

from caseworker.documents.blocks import Heading, Paragraph
from caseworker.documents.data_principles import BINDS_PARTNERS, PRINCIPLES, data_principles
from caseworker.documents.paper import typeset
from caseworker.documents.referral_form import referral_form
from caseworker.referral import life_cycle
from caseworker.text import LANGUAGES, Text
from tests.documents.test_papers import referred
from tests.scene import Scene


@pytest.mark.requirement("R-440")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_thirteen_principles_hang_on_the_wall_in_every_language(
    scene: Scene, language: str
) -> None:
    text = Text(language)
    paper = scene.ask(lambda reads: data_principles(reads, text))
    headings = [block.words for block in paper.blocks if isinstance(block, Heading)]
    assert len(headings) == len(PRINCIPLES) == 13
    assert headings[3] == f"{text.number(4)}. {text('Your yes')}"
    assert typeset(paper).startswith(b"%PDF")


@pytest.mark.requirement("R-439")
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_referral_says_to_its_receiver_what_binds_them(scene: Scene, language: str) -> None:
    text = Text(language)
    referral_id = referred(scene)
    scene.do(lambda work: life_cycle.send(work, referral_id, "printed").id)
    paper = scene.ask(lambda reads: referral_form(reads, referral_id, text))
    assert Paragraph(text(BINDS_PARTNERS)) in paper.blocks
