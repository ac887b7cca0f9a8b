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


def test_a_huge_circle_of_calculations_takes_no_more_than_its_size() -> None:
    size = 1_000
    nodes = "".join(f"<q{number}/>" for number in range(size))
    binds = "".join(
        f'<bind nodeset="/data/q{number}" calculate="/data/q{(number + 1) % size} + 1"/>'
        for number in range(size)
    )
    form = read_form(
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">'
        f"<h:head><model><instance><data>{nodes}</data></instance>{binds}</model></h:head>"
        "<h:body/></h:html>"
    )
    assert [each.code for each in form.problems] == ["calculation.circular"] * size
    # Each that named all others would be a million names.
    assert all(len(dict(each.values)["names"]) < 100 for each in form.problems)
