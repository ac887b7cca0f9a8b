"""A form as a centre writes it: two languages, repeats in each other, cascades, a list file."""

from __future__ import annotations

import io

import openpyxl

NAMESPACES = 'caseworker="https://caseworker.example/xforms"'
EN, AR = "English (en)", "العربية (ar)"
LABEL, LABEL_AR = f"label::{EN}", f"label::{AR}"
HINT, HINT_AR = f"hint::{EN}", f"hint::{AR}"

SURVEY = (
    (
        "type",
        "name",
        LABEL,
        LABEL_AR,
        HINT,
        HINT_AR,
        "relevant",
        "required",
        "constraint",
        "choice_filter",
        "appearance",
        "calculation",
        f"guidance_hint::{EN}",
        f"guidance_hint::{AR}",
        f"image::{EN}",
        f"image::{AR}",
        "bind::caseworker:field",
    ),
    ("start", "started"),
    (
        "text",
        "called",
        "What shall we call you?",
        "بماذا نناديك؟",
        "Any name will do.",
        "أي اسم يكفي.",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "person.called",
    ),
    ("select_one sex", "sex", "Sex", "الجنس", *[""] * 12, "person.sex"),
    ("begin_group", "journey", "The journey", "الرحلة"),
    ("select_one region", "region", "Where did you set out?", "من أين انطلقت؟"),
    (
        "select_one town",
        "town",
        "From which town?",
        "من أي مدينة؟",
        "",
        "",
        "${region} != ''",
        "",
        "",
        "region = ${region}",
    ),
    ("select_one_from_file routes.csv", "route", "Which way did you come?", "أي طريق سلكت؟"),
    (
        "integer",
        "weeks",
        "How many weeks was it?",
        "كم أسبوعا استغرقت؟",
        "",
        "",
        "",
        "",
        ". >= 0 and . < 520",
    ),
    (
        "select_multiple means",
        "means",
        "How did you travel?",
        "كيف سافرت؟",
        *[""] * 8,
        "Do not ask about people who helped on the way.",
        "لا تسأل عمن ساعد في الطريق.",
        "road.png",
        "road.png",
    ),
    ("end_group",),
    (
        "select_one yn",
        "with_children",
        "Are there children with you?",
        "هل معك أطفال؟",
        "",
        "",
        "",
        "yes",
    ),
    ("begin_repeat", "child", "Child", "طفل", "", "", "${with_children} = 'yes'"),
    ("text", "child_name", "Name of the child", "اسم الطفل"),
    ("integer", "child_age", "Age in years", "العمر بالسنوات"),
    (
        "select_one yn",
        "school",
        "Did the child go to school?",
        "هل ذهب الطفل إلى المدرسة؟",
        "",
        "",
        "${child_age} > 5 and ${child_age} < 19",
    ),
    ("begin_repeat", "wish", "Wish", "أمنية"),
    ("text", "wished", "What does the child wish for?", "ماذا يتمنى الطفل؟"),
    ("end_repeat",),
    ("end_repeat",),
    ("calculate", "children", "", "", "", "", "", "", "", "", "", "count(${child})"),
    (
        "text",
        "hope",
        "What do you hope for?",
        "ماذا تأمل؟",
        "In your own words.",
        "بكلماتك.",
        "selected(${means}, 'sea') or ${children} > 2",
        "",
        "",
        "",
        "multiline",
    ),
    ("note", "thanks", "Thank you, ${called}.", "شكرا لك يا ${called}."),
)
CHOICES = (
    ("list_name", "name", LABEL, LABEL_AR, "region"),
    ("yn", "yes", "Yes", "نعم"),
    ("yn", "no", "No", "لا"),
    ("sex", "female", "Woman or girl", "امرأة أو فتاة"),
    ("sex", "male", "Man or boy", "رجل أو فتى"),
    ("region", "coast", "The coast", "الساحل"),
    ("region", "hills", "The hills", "التلال"),
    ("town", "oldport", "Old Port", "الميناء القديم", "coast"),
    ("town", "sandbay", "Sand Bay", "خليج الرمل", "coast"),
    ("town", "highfield", "Highfield", "الحقل العالي", "hills"),
    ("means", "foot", "On foot", "سيرا"),
    ("means", "road", "By road", "برا"),
    ("means", "sea", "By sea", "بحرا"),
)
ROUTES = b"name,label\nnorth,The northern road\nisland,Over the islands\n"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63d8d7e106000394018d33136e610000000049454e44ae"
    "426082"
)
MEDIA = {"routes.csv": ROUTES, "road.png": PNG}
Sheet = tuple[tuple[str, ...], ...]


def settings(version: str = "1", identifier: str = "arrival_interview") -> Sheet:
    return (
        ("form_title", "form_id", "version", "default_language", "namespaces"),
        ("Arrival interview", identifier, version, EN, NAMESPACES),
    )


def workbook(survey: Sheet = SURVEY, choices: Sheet = CHOICES, about: Sheet | None = None) -> bytes:
    """Return the form as a spreadsheet (XLSX)."""
    book = openpyxl.Workbook()
    del book[book.sheetnames[0]]
    for name, rows in (("survey", survey), ("choices", choices), ("settings", about or settings())):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([cell or None for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_rows(*rows: tuple[str, ...]) -> Sheet:
    """Return the questions with more rows at the end."""
    return (*SURVEY, *rows)
