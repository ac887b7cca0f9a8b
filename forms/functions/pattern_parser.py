"""From a regular expression to an automaton."""

from __future__ import annotations

from forms.errors import ExpressionError
from forms.functions.automaton import MAXIMUM_STATES, Automaton, Test, is_word

_MAXIMUM_DEPTH = 40


def read_pattern(pattern: str) -> tuple[tuple[tuple[bool, Automaton], ...], Automaton]:
    """Return the conditions that look ahead at the start (wanted or not) and the automaton.

    Raises ExpressionError with code `pattern`.
    """
    reader = _Reader(pattern)
    conditions: list[tuple[bool, Automaton]] = []
    reader.skip("^")
    while reader.rest.startswith(("(?=", "(?!")):
        wanted = reader.rest.startswith("(?=")
        reader.place += 3
        conditions.append((wanted, reader.automaton(")")))
    return tuple(conditions), reader.automaton("")


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.place = 0
        self._depth = 0
        self._ignore_case = False
        if self.skip("(?i)"):
            self._ignore_case = True

    @property
    def rest(self) -> str:
        return self.pattern[self.place :]

    def skip(self, text: str) -> bool:
        if self.pattern.startswith(text, self.place):
            self.place += len(text)
            return True
        return False

    def automaton(self, end: str) -> Automaton:
        automaton = Automaton()
        automaton.start, automaton.end = self._alternatives(automaton)
        if end and not self.skip(end):
            raise ExpressionError("pattern", self.pattern)
        if not end and self.place < len(self.pattern):
            raise ExpressionError("pattern", self.pattern)
        return automaton

    def _alternatives(self, automaton: Automaton) -> tuple[int, int]:
        self._depth += 1
        if self._depth > _MAXIMUM_DEPTH:
            raise ExpressionError("pattern", "deep")
        start, end = automaton.state(), automaton.state()
        while True:
            first, last = self._sequence(automaton)
            automaton.join(start, first)
            automaton.join(last, end)
            if not self.skip("|"):
                break
        self._depth -= 1
        return start, end

    def _sequence(self, automaton: Automaton) -> tuple[int, int]:
        start = end = automaton.state()
        while self.place < len(self.pattern) and self.pattern[self.place] not in "|)":
            first, last = self._repeated(automaton)
            automaton.join(end, first)
            end = last
        return start, end

    def _repeated(self, automaton: Automaton) -> tuple[int, int]:
        began = self.place
        first, last = self._atom(automaton)
        after_atom = self.place
        least, most = self._count()
        if (least, most) == (1, 1):
            return first, last
        after = self.place
        pieces = [(first, last)]
        for _ in range(max(least, most or 0, 1) - 1):
            self.place = began
            pieces.append(self._atom(automaton))
            if self.place != after_atom:
                raise ExpressionError("pattern", self.pattern)
        self.place = after
        return self._joined(automaton, pieces, least, most)

    @staticmethod
    def _joined(
        automaton: Automaton, pieces: list[tuple[int, int]], least: int, most: int | None
    ) -> tuple[int, int]:
        start, end = automaton.state(), automaton.state()
        place = start
        for number, (first, last) in enumerate(pieces):
            if number >= least:
                automaton.join(place, end)
            automaton.join(place, first)
            place = last
        automaton.join(place, end)
        if most is None:
            automaton.join(pieces[-1][1], pieces[-1][0])
        if most == 0:
            return start, start
        return start, end

    def _count(self) -> tuple[int, int | None]:
        counts: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
        sign = self.rest[:1]
        if sign in counts:
            self.place += 1
            self._skip_manner()
            return counts[sign]
        if sign == "{":
            inside, found, _ = self.rest[1:].partition("}")
            low, comma, high = inside.partition(",")
            if found and low.isdecimal() and (not high or high.isdecimal()):
                self.place += len(inside) + 2
                self._skip_manner()
                least = int(low[:6])
                most = least if not comma else (int(high[:6]) if high else None)
                if least > MAXIMUM_STATES or (most is not None and most > MAXIMUM_STATES):
                    raise ExpressionError("pattern", "large")
                return least, most
        return 1, 1

    def _skip_manner(self) -> None:
        # Lazy or possessive makes no difference to whether the whole fits.
        if self.rest[:1] in {"?", "+"}:
            self.place += 1

    def _atom(self, automaton: Automaton) -> tuple[int, int]:
        letter = self.pattern[self.place]
        if letter == "(":
            return self._group(automaton)
        self.place += 1
        if letter in "^$":
            return self._border(automaton, letter)
        if letter == "\\" and self.rest[:1] in {"b", "B"}:
            return self._border(automaton, self._take())
        return self._letter(automaton, self._test(letter))

    def _test(self, letter: str) -> Test:
        if letter == "[":
            return self._class()
        if letter == ".":
            return lambda found: found not in "\n\r"
        if letter == "\\":
            return self._escape(self._take())
        if letter in "*+?":
            raise ExpressionError("pattern", self.pattern)
        return self._exactly(letter)

    def _take(self) -> str:
        if self.place >= len(self.pattern):
            raise ExpressionError("pattern", self.pattern)
        self.place += 1
        return self.pattern[self.place - 1]

    def _group(self, automaton: Automaton) -> tuple[int, int]:
        self.place += 1
        if self.skip("?") and not self.skip(":"):
            raise ExpressionError("pattern", self.pattern)
        first, last = self._alternatives(automaton)
        if not self.skip(")"):
            raise ExpressionError("pattern", self.pattern)
        return first, last

    @staticmethod
    def _border(automaton: Automaton, border: str) -> tuple[int, int]:
        first, last = automaton.state(), automaton.state()
        automaton.join(first, last, border)
        return first, last

    @staticmethod
    def _letter(automaton: Automaton, test: Test) -> tuple[int, int]:
        first, last = automaton.state(), automaton.state()
        automaton.letters[first] = (test, last)
        return first, last

    def _exactly(self, letter: str) -> Test:
        if self._ignore_case:
            return lambda found: found.lower() == letter.lower()
        return lambda found: found == letter

    def _escape(self, sign: str) -> Test:
        named = _NAMED.get(sign)
        if named is not None:
            return named
        if sign in "pP":
            return self._property(sign == "p")
        if sign == "u":
            code = self.pattern[self.place : self.place + 4]
            self.place += 4
            return self._exactly(_from_code(code))
        if sign == "x":
            code = self.pattern[self.place : self.place + 2]
            self.place += 2
            return self._exactly(_from_code(code))
        return self._exactly(_CONTROLS.get(sign, sign))

    def _property(self, wanted: bool) -> Test:
        if not self.skip("{"):
            raise ExpressionError("pattern", self.pattern)
        name, found, _ = self.rest.partition("}")
        if not found:
            raise ExpressionError("pattern", self.pattern)
        self.place += len(name) + 1
        test = _PROPERTIES.get(name.removeprefix("Is"))
        if test is None:
            raise ExpressionError("pattern", name)
        return lambda letter: test(letter) == wanted

    def _class(self) -> Test:
        negated = self.skip("^")
        tests: list[Test] = []
        first = True
        while first or not self.skip("]"):
            first = False
            tests.append(self._member())
        return lambda letter: any(test(letter) for test in tests) != negated

    def _member(self) -> Test:
        letter = self._take()
        if letter == "\\":
            sign = self._take()
            if sign in _NAMED or sign in "pPux":
                return self._escape(sign)
            letter = _CONTROLS.get(sign, sign)
        if self.rest.startswith("-") and self.rest[1:2] not in {"", "]"}:
            self.place += 1
            last = self._take()
            if last == "\\":
                last = self._take()
            return self._between(letter, last)
        return self._exactly(letter)

    def _between(self, first: str, last: str) -> Test:
        if self._ignore_case:
            return lambda found: first <= found.lower() <= last or first <= found.upper() <= last
        return lambda found: first <= found <= last


def _from_code(code: str) -> str:
    try:
        return chr(int(code, 16))
    except ValueError as error:
        raise ExpressionError("pattern", code) from error


def _is_digit(letter: str) -> bool:
    return "0" <= letter <= "9"


_NAMED: dict[str, Test] = {
    "d": _is_digit,
    "D": lambda letter: not _is_digit(letter),
    "w": is_word,
    "W": lambda letter: not is_word(letter),
    "s": str.isspace,
    "S": lambda letter: not letter.isspace(),
}
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v", "0": "\0"}
_PROPERTIES: dict[str, Test] = {
    "L": str.isalpha,
    "Alphabetic": str.isalpha,
    "Lu": str.isupper,
    "Ll": str.islower,
    "N": str.isnumeric,
    "Nd": str.isdecimal,
    "P": lambda letter: not letter.isalnum() and not letter.isspace() and letter.isprintable(),
}
