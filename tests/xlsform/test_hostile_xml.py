from __future__ import annotations

import pytest

from forms import FormError, markup, read_form

BOMB = """<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>
<html>&lol2;</html>"""
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (BOMB, "xml.entities"),
        (OUTSIDE, "xml.entities"),
        ('<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>', "xml.entities"),
        ("<a>" * 5_000, "xml.too_deep"),
        ("<a><b></a>", "xml.broken"),
        ("", "xml.broken"),
        ("\x00\x01", "xml.broken"),
        ("<a>&unknown;</a>", "xml.broken"),
    ],
)
def test_hostile_xml_is_refused_with_a_code(document: str, code: str) -> None:
    with pytest.raises(FormError) as caught:
        read_form(document)
    assert caught.value.problems[0].code == code
    assert caught.value.problems[0].remedy


def test_xml_beyond_all_sizes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MAXIMUM_BYTES", 100)
    monkeypatch.setattr(markup, "MAXIMUM_ELEMENTS", 3)
    for document in ("<a>" + "x" * 200 + "</a>", "<a><b/><b/><b/></a>"):
        with pytest.raises(FormError) as caught:
            read_form(document)
        assert caught.value.problems[0].code == "xml.too_large"


def test_bytes_in_another_encoding_are_read() -> None:
    element = markup.parse('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>'.encode("latin-1"))
    assert element.text() == "é"
