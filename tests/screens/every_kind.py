"""A form with every kind of question, in two languages."""

from __future__ import annotations

from functools import cache

from forms import FormDefinition, FormEntry, read_form
from forms.compiler import compile_tables

TABLES = """
| survey |
| | type | name | label::English (en) | label::Arabic (ar) | hint::English (en) | guidance_hint::English (en) | appearance | relevant | parameters | required |
| | begin_group | typed | Typed | مكتوب | | | | | | |
| | text | words | Words | كلمات | In **your** words | Ask slowly. | | | | |
| | text | story | Story | قصة | | | multiline | | | |
| | integer | whole | Whole | عدد | | | | | | yes |
| | decimal | weight | Weight | وزن | | | | | | |
| | barcode | code | Code | رمز | | | | | | |
| | note | said | # A note with _marks_ | ملاحظة | | | | | | |
| | acknowledge | known | I have read it | قرأته | | | | | | |
| | end_group | | | | | | | | | |
| | begin_group | time | Days and times | أيام | | | | | | |
| | date | day | Day | يوم | | | | | | |
| | date | year | Year | سنة | | | year | | | |
| | date | month | Month | شهر | | | month-year | | | |
| | text | born | Born | ولد | | | partial-date | | | |
| | time | clock | Time | ساعة | | | | | | |
| | dateTime | moment | Moment | لحظة | | | | | | |
| | end_group | | | | | | | | | |
| | begin_group | chosen | Chosen | مختار | | | | | | |
| | select_one yn | agrees | Agrees | يوافق | | | | | | |
| | select_one many | folded | Folded | مطوي | | | minimal | | | |
| | select_one feel | likert | How it is | كيف | | | likert | | | |
| | select_one many | searched | Searched | بحث | | | autocomplete | | | |
| | select_one faces | face | Face | وجه | | | | | | |
| | select_one yn or_other | other | Or other | أو غيره | | | | | | |
| | select_multiple many | several | Several | عدة | | | | | | |
| | rank feel | order | In order | ترتيب | | | | | | |
| | range | pain | Pain | ألم | | | | | start=0 end=10 step=1 | |
| | range | share | Share | حصة | | | | | start=0 end=100 step=5 | |
| | end_group | | | | | | | | | |
| | begin_group | table | As a table | جدول | | | table-list | | | |
| | select_one yn | water | Water | ماء | | | | | | |
| | select_one yn | light | Light | ضوء | | | | | | |
| | end_group | | | | | | | | | |
| | geopoint | place | Place | مكان | | | | | | |
| | integer | children | How many children | كم طفلا | | | | | | |
| | begin_repeat | child | Child | طفل | | | | ${children} > 0 | | |
| | text | name | Name of the child | اسم الطفل | | | | | | |
| | end_repeat | | | | | | | | | |
| choices |
| | list_name | name | label::English (en) | label::Arabic (ar) | media::image::English (en) |
| | yn | yes | Yes | نعم | |
| | yn | no | No | لا | |
| | feel | good | Good | جيد | |
| | feel | fair | Fair | مقبول | |
| | feel | bad | Bad | سيئ | |
| | faces | smile | Smile | ابتسامة | smile.png |
| | faces | frown | Frown | عبوس | frown.png |
| | many | a | Apples | تفاح | |
| | many | b | Bread | خبز | |
| | many | c | Corn | ذرة | |
| | many | d | Dates | تمر | |
| settings |
| | form_title | form_id | version | default_language |
| | Every kind | every_kind | 1 | English (en) |
"""  # noqa: E501  a table is wide


@cache
def every_kind() -> FormDefinition:
    """Return the form."""
    return read_form(compile_tables(TABLES).xml)


def entry() -> FormEntry:
    """Return an entry with nothing answered."""
    return FormEntry(every_kind())
