"""A file is known by what it holds, bounded, and rid of what tells who and where."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from caseworker.errors import GateClosed
from caseworker.evidence import kinds
from caseworker.evidence.kinds import LARGEST, FileKind, Sort, kind_called, kind_of
from caseworker.evidence.ready import ready
from tests.evidence import samples

SAMPLES = {
    kinds.PNG: samples.png(),
    kinds.JPEG: samples.jpeg(),
    kinds.PDF: samples.pdf(),
    kinds.WAVE: samples.sound(),
    kinds.MP3: samples.mp3(),
    kinds.M4A: samples.video(pictures=False),
    kinds.MP4: samples.video(),
}
CARRYING_WORDS = {kind: content for kind, content in SAMPLES.items() if kind is not kinds.PDF}


def code_of(content: bytes, wanted: Sort) -> str:
    with pytest.raises(GateClosed) as closed:
        ready(content, wanted)
    (finding,) = closed.value.findings
    return finding.code


@pytest.mark.parametrize("kind", SAMPLES, ids=lambda kind: kind.suffix)
def test_each_kind_is_known_by_what_it_holds(kind: FileKind) -> None:
    assert kind_of(SAMPLES[kind]) is kind
    assert ready(SAMPLES[kind], kind.sort).kind is kind
    assert kind_called(kind.media_type) is kind


@pytest.mark.parametrize("kind", CARRYING_WORDS, ids=lambda kind: kind.suffix)
def test_names_and_places_do_not_stay(kind: FileKind) -> None:
    before = CARRYING_WORDS[kind]
    assert samples.TELLING.encode() in before or kind is kinds.PNG
    kept = ready(before, kind.sort).content
    for word in (samples.TELLING.encode(), b"Author", b"+35.89", b"MotionPhoto", b"INFO"):
        assert word not in kept
    assert ready(kept, kind.sort).content == kept, "cleaning again changes nothing"


@pytest.mark.parametrize("progressive", [False, True])
def test_a_picture_looks_the_same_and_keeps_its_way_up(progressive: bool) -> None:
    before = samples.jpeg(up=6, progressive=progressive)
    kept = ready(before, Sort.SCAN).content
    with Image.open(BytesIO(before)) as one, Image.open(BytesIO(kept)) as other:
        assert one.tobytes() == other.tobytes()
        assert dict(other.getexif()) == {0x0112: 6}
    with Image.open(BytesIO(ready(samples.png(), Sort.SCAN).content)) as picture:
        assert picture.size == (60, 40)
        assert not picture.info


def test_a_video_keeps_every_sample_in_its_place() -> None:
    before = samples.video()
    kept = ready(before, Sort.PICTURES).content
    assert len(kept) == len(before)
    assert kept.endswith(before[before.index(b"mdat") :])


@pytest.mark.parametrize(
    ("content", "wanted", "code"),
    [
        (b"", Sort.SCAN, "file-empty"),
        (samples.telephone_picture(), Sort.SCAN, "picture-of-telephone"),
        (b"GIF89a" + bytes(20), Sort.SCAN, "picture-of-other-kind"),
        (b"PK\x03\x04" + bytes(20), Sort.SCAN, "file-of-text-program"),
        (b"MZ" + bytes(200), Sort.SCAN, "not-a-scan"),
        (samples.sound(), Sort.SCAN, "not-a-scan"),
        (samples.png(), Sort.SOUND, "not-a-sound"),
        (samples.video(), Sort.SOUND, "not-a-sound"),
        (samples.video(pictures=False), Sort.PICTURES, "not-a-video"),
        (samples.png()[:-20], Sort.SCAN, "file-not-whole"),
        (samples.jpeg()[:300], Sort.SCAN, "file-not-whole"),
        (samples.pdf()[:300], Sort.SCAN, "file-not-whole"),
        (samples.bomb(), Sort.SCAN, "picture-too-large"),
        (samples.png() + bytes(LARGEST[Sort.SCAN]), Sort.SCAN, "file-too-large"),
    ],
)
def test_what_cannot_be_kept_says_why(content: bytes, wanted: Sort, code: str) -> None:
    assert code_of(content, wanted) == code


@given(st.binary(max_size=400), st.sampled_from(list(SAMPLES)), st.sampled_from(Sort))
@example(b"", kinds.JPEG, Sort.SCAN)
def test_any_bytes_after_any_start_are_refused_or_cleaned(
    tail: bytes, kind: FileKind, wanted: Sort
) -> None:
    for start in (b"", SAMPLES[kind][:16], SAMPLES[kind][:200]):
        _refused_or_kept(start + tail, wanted)


@given(st.sampled_from(list(SAMPLES)), st.data())
def test_any_damage_is_refused_or_cleaned(kind: FileKind, data: st.DataObject) -> None:
    content = bytearray(SAMPLES[kind])
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(content)))
    _refused_or_kept(bytes(content[:end]), kind.sort)


@given(st.binary(max_size=64))
def test_a_kind_is_told_from_the_start_alone(tail: bytes) -> None:
    """What follows the start of a picture or PDF never makes another thing of it."""
    for kind in (kinds.PNG, kinds.JPEG, kinds.PDF):
        assert kind_of(SAMPLES[kind][:8] + tail) is kind


def _refused_or_kept(content: bytes, wanted: Sort) -> None:
    try:
        kept = ready(content, wanted)
    except GateClosed:
        return
    assert kept.kind.sort is wanted
    assert kept.kind is kind_of(kept.content)
