"""Forms and answers that nobody would think of, the same for the same number.

They leave out where the reference engines differ by decision (see the README of the cases): blank
and boolean values in text, sums that a sibling instance changes, and choices that a filter takes.
"""

from __future__ import annotations

import random
from xml.sax.saxutils import quoteattr

from referee import Filling

TYPES = ("int", "string", "decimal", "date")
VALUES = {
    "int": ("", "0", "1", "2", "7", "-3", "18"),
    "decimal": ("", "0.5", "2.25", "-1.5", "10"),
    "string": ("", "x", "y", "x y", "yes", "7"),
    "date": ("", "2024-02-29", "2026-01-01", "1999-12-31"),
}
TRUTHS = (
    "{a} = 'x'", "{a} != ''", "{n} > 1", "{n} < 3 or {a} = ''", "not({n} = 2)",
    "string-length({a}) > 1", "selected({a}, 'y')", "{n} >= 1 and {m} <= 7",
    "regex({a}, '[a-z]+')", "contains({a}, 'x')", "{d} > date('2020-01-01')",
    "count({r}) > 1", "{n} mod 2 = 1", "coalesce({a}, 'x') = 'x'",
)  # fmt: skip
TEXTS = (
    "concat({a}, '-', {b})", "if({a} = 'x', 'one', 'other')", "substr({a}, 0, 1)",
    "join(' ', {each})", "coalesce({a}, {b})", "translate({a}, 'xy', 'ab')",
    "format-date({d}, '%Y/%n')", "string(count({r}))", "selected-at({a}, 1)",
    "if({n} > 2, concat('n', {n}), {a})", "normalize-space({a})",
    "indexed-repeat({each}, {r}, 1)", "substring-before({a}, ' ')",
)  # fmt: skip
NUMBERS = (
    "coalesce({n}, 0) + 1", "count({r})", "sum({each})", "count-selected({a})", "round({n})",
    "coalesce({n}, 1) * coalesce({m}, 2)", "string-length({a})", "int(coalesce({n}, 0) div 2)",
    "max({n}, 3)", "min({n}, 5)", "count-non-empty({each})", "pow(coalesce({n}, 1), 2)",
    "if({a} = 'x', {n}, 4)", "count({r}[{each} > 1])", "position(..)",
    "sum({r}[{each} != 2]/inner)", "abs(coalesce({n}, 0))",
)  # fmt: skip
BEFORE = ("{a} != 'x'", "not({n} = 2)", "{n} < 8 or {a} = 'y'")
"""Of the repeat: true while nothing is answered, so that it is there to be filled."""
WHOLE = ("{r}", "{each}", "max(", "min(")
"""What looks at all instances; from inside one the engines differ on which are meant."""
QUESTIONS = 9


def random_filling(seed: int) -> Filling:
    """Return one form with a repeat and a group, and what is done with it."""
    chance = random.Random(seed)
    form = _Form(chance)
    steps: list[tuple[str, ...]] = [("dump",)]
    instances = 1
    for _ in range(12):
        match chance.random():
            case draw if draw < 0.15:
                steps.append(("add", "/data/r"))
                instances += 1
            case draw if draw < 0.22 and instances > 1:
                steps.append(("remove", f"/data/r[{chance.randint(1, instances)}]"))
                instances -= 1
            case _:
                path, kind = chance.choice(form.typed)
                path = path.replace("/r/", f"/r[{chance.randint(1, instances)}]/")
                steps.append(("set", path, chance.choice(VALUES[kind])))
        steps.append(("dump",))
    return Filling(form.xml(), tuple(steps))


class _Form:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._seen: dict[str, list[str]] = {"int": [], "string": [], "date": []}
        self._binds: list[str] = []
        self._fields: list[str] = []
        self.typed: list[tuple[str, str]] = []
        self._question("/data/r/inner", "int")
        self._question("/data/r/word", "string", own=True)
        self._calculation("/data/r/worked", own=True)
        self._question("/data/first", "string")
        self._question("/data/second", "int")
        if chance.random() < 0.3:
            rule = self._rule(BEFORE)
            self._binds.append(f'<bind nodeset="/data/r" relevant={quoteattr(rule)}/>')
        self._question("/data/day", "date")
        for number in range(QUESTIONS):
            place = f"/data/g/q{number}" if number % 3 == 2 else f"/data/q{number}"
            if chance.random() < 0.5:
                self._calculation(place)
            else:
                self._question(place, chance.choice(TYPES), own=True)
        self._binds.append(f'<bind nodeset="/data/g" relevant={quoteattr(self._rule(TRUTHS))}/>')

    def _question(self, path: str, kind: str, *, own: bool = False) -> None:
        relevant = ""
        if own and self._chance.random() < 0.5:
            relevant = f" relevant={quoteattr(self._rule(TRUTHS, path))}"
        self._binds.append(f'<bind nodeset="{path}" type="{kind}"{relevant}/>')
        self.typed.append((path, kind))
        self._fields.append(path)
        self._remember(path, "int" if kind == "decimal" else kind)

    def _calculation(self, path: str, *, own: bool = False) -> None:
        text = self._chance.random() < 0.5
        rule = self._rule(TEXTS if text else NUMBERS, path if own else "")
        kind = "string" if text else "decimal"
        self._binds.append(f'<bind nodeset="{path}" type="{kind}" calculate={quoteattr(rule)}/>')
        self._fields.append(path)
        self._remember(path, "string" if text else "int")

    def _remember(self, path: str, kind: str) -> None:
        if not path.startswith("/data/r/"):
            self._seen[kind].append(path)

    def _rule(self, rules: tuple[str, ...], path: str = "") -> str:
        """Return a rule over what stands above; one of the repeat looks at its own instance."""
        inside = path.startswith("/data/r/")
        fitting = [
            rule for rule in rules
            if ("position(..)" not in rule or inside)
            and not (inside and any(word in rule for word in WHOLE))
        ]  # fmt: skip
        rule = self._chance.choice(fitting)
        near = {"string": ["/data/r/inner"], "int": ["/data/r/inner"], "date": []}
        words = near["string"] if inside else self._seen["string"]
        numbers = near["int"] if inside else self._seen["int"]
        if not words or not numbers or ("{d}" in rule and not self._seen["date"]):
            return "true()" if rules is TRUTHS else "1"
        return rule.format(
            a=self._chance.choice(words), b=self._chance.choice(words),
            n=self._chance.choice(numbers), m=self._chance.choice(numbers),
            d=self._chance.choice(self._seen["date"] or [""]),
            r="/data/r", each="/data/r/inner",
        )  # fmt: skip

    def xml(self) -> str:
        """Return the XForm."""
        own = [path for path in self._fields if path.count("/") == 2]
        grouped = [path for path in self._fields if path.startswith("/data/g/")]
        lines = [path for path in self._fields if path.startswith("/data/r/")]
        nodes = "".join(f"<{path.rpartition('/')[2]}/>" for path in own)
        group = "".join(f"<{path.rpartition('/')[2]}/>" for path in grouped)
        line = "".join(f"<{path.rpartition('/')[2]}/>" for path in lines)
        typed = {path for path, _ in self.typed}

        def inputs(paths: list[str]) -> str:
            asked = (path for path in paths if path in typed)
            return "".join(f'<input ref="{path}"><label>Q</label></input>' for path in asked)

        return (
            '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
            ' xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Any</h:title><model>'
            f'<instance><data id="any" version="1"><r jr:template="">{line}</r><r>{line}</r>'
            f"{nodes}<g>{group}</g></data></instance>{''.join(self._binds)}</model></h:head>"
            f'<h:body><group ref="/data/r"><label>R</label><repeat nodeset="/data/r">'
            f'{inputs(lines)}</repeat></group>{inputs(own)}<group ref="/data/g"><label>G</label>'
            f"{inputs(grouped)}</group></h:body></h:html>"
        )
