"""From tokens to a syntax tree, by precedence; nesting is bounded."""

from __future__ import annotations

from functools import lru_cache

from forms.errors import ExpressionError
from forms.xpath.syntax import (
    Binary,
    Call,
    Chain,
    Filter,
    Literal,
    Negation,
    Number,
    Path,
    Step,
    Tree,
    depth,
)
from forms.xpath.tokens import Token, tokenize

MAXIMUM_NESTING = 60
MAXIMUM_DEPTH = 120
_NODE_TYPES = frozenset({"node", "text", "comment", "processing-instruction"})
_AXES = frozenset(
    {
        "child",
        "parent",
        "self",
        "descendant",
        "descendant-or-self",
        "ancestor",
        "ancestor-or-self",
        "attribute",
        "following-sibling",
        "preceding-sibling",
    }
)
_PRECEDENCE = {
    "or": 0,
    "and": 1,
    "=": 2,
    "!=": 2,
    "<": 3,
    "<=": 3,
    ">": 3,
    ">=": 3,
    "+": 4,
    "-": 4,
    "*": 5,
    "div": 5,
    "mod": 5,
}


@lru_cache(maxsize=4096)
def parse_expression(text: str) -> Tree:
    """Return the syntax tree of *text*.

    Raises ExpressionError with code `empty`, `too_long`, `too_deep`, `unreadable` or `unexpected`.
    """
    if not text.strip():
        raise ExpressionError("empty")
    tree = _Parser(tokenize(text)).whole()
    if depth(tree) > MAXIMUM_DEPTH:
        raise ExpressionError("too_deep")
    return tree


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._place = 0
        self._nesting = 0

    def whole(self) -> Tree:
        tree = self._expression()
        if self._next.kind != "end":
            raise self._unexpected()
        return tree

    @property
    def _next(self) -> Token:
        return self._tokens[self._place]

    def _take(self) -> Token:
        token = self._tokens[self._place]
        self._place += 1
        return token

    def _skip(self, text: str) -> bool:
        if self._next.text == text and self._next.kind != "literal":
            self._place += 1
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._skip(text):
            raise self._unexpected()

    def _unexpected(self) -> ExpressionError:
        token = self._next
        return ExpressionError("unexpected", token.text or "end", token.position)

    def _expression(self) -> Tree:
        self._nesting += 1
        if self._nesting > MAXIMUM_NESTING:
            raise ExpressionError("too_deep")
        tree = self._binary(0)
        self._nesting -= 1
        return tree

    def _binary(self, lowest: int) -> Tree:
        left = self._signed()
        while self._next.kind == "operator":
            level = _PRECEDENCE.get(self._next.text, -1)
            if level < lowest:
                break
            operator = self._take().text
            operands = [left, self._binary(level + 1)]
            if operator in {"and", "or"}:
                while self._next.kind == "operator" and self._skip(operator):
                    operands.append(self._binary(level + 1))
                left = Chain(operator, tuple(operands))
            else:
                left = Binary(operator, operands[0], operands[1])
        return left

    def _signed(self) -> Tree:
        signs = 0
        while self._next.kind == "operator" and self._next.text == "-":
            self._take()
            signs += 1
        operand = self._union()
        if signs == 0:
            return operand
        # Two signs still make a number of the operand, as one does.
        return Negation(operand) if signs % 2 else Negation(Negation(operand))

    def _union(self) -> Tree:
        left = self._path()
        while self._next.kind == "operator" and self._next.text == "|":
            self._take()
            left = Binary("|", left, self._path())
        return left

    def _path(self) -> Tree:
        token = self._next
        if token.text in {"/", "//"} and token.kind == "symbol":
            return self._absolute()
        if self._starts_primary(token):
            return self._filtered()
        return Path(".", self._steps())

    def _absolute(self) -> Tree:
        if self._skip("//"):
            return Path("/", (Step("descendant-or-self", "node()"), *self._steps()))
        self._expect("/")
        if self._starts_step(self._next):
            return Path("/", self._steps())
        return Path("/", ())

    def _filtered(self) -> Tree:
        primary = self._primary()
        predicates = self._predicates()
        tree: Tree = Filter(primary, predicates) if predicates else primary
        if self._skip("//"):
            return Path(tree, (Step("descendant-or-self", "node()"), *self._steps()))
        if self._skip("/"):
            return Path(tree, self._steps())
        return tree

    def _starts_primary(self, token: Token) -> bool:
        if token.kind in {"number", "literal"} or (token.kind == "symbol" and token.text == "("):
            return True
        following = self._tokens[min(self._place + 1, len(self._tokens) - 1)]
        is_call = token.kind == "name" and following.text == "(" and following.kind == "symbol"
        return is_call and token.text not in _NODE_TYPES

    @staticmethod
    def _starts_step(token: Token) -> bool:
        return token.kind == "name" or (token.kind == "symbol" and token.text in {".", "..", "@"})

    def _primary(self) -> Tree:
        token = self._take()
        if token.kind == "number":
            return Number(float(token.text))
        if token.kind == "literal":
            return Literal(token.text[1:-1])
        if token.kind == "symbol":
            tree = self._expression()
            self._expect(")")
            return tree
        self._expect("(")
        arguments: list[Tree] = []
        if not self._skip(")"):
            arguments.append(self._expression())
            while self._skip(","):
                arguments.append(self._expression())
            self._expect(")")
        return Call(token.text, tuple(arguments))

    def _steps(self) -> tuple[Step, ...]:
        steps = [self._step()]
        while self._next.kind == "symbol" and self._next.text in {"/", "//"}:
            if self._take().text == "//":
                steps.append(Step("descendant-or-self", "node()"))
            steps.append(self._step())
        return tuple(steps)

    def _step(self) -> Step:
        if self._skip(".."):
            return Step("parent", "node()", self._predicates())
        if self._skip("."):
            return Step("self", "node()", self._predicates())
        axis = "child"
        if self._skip("@"):
            axis = "attribute"
        elif self._next.kind == "name" and self._tokens[self._place + 1].text == "::":
            axis = self._take().text
            self._expect("::")
            if axis not in _AXES:
                raise ExpressionError("axis", axis)
        token = self._next
        if token.kind != "name":
            raise self._unexpected()
        self._take()
        test = token.text
        if test in _NODE_TYPES and self._skip("("):
            self._expect(")")
            test = f"{test}()"
        else:
            test = test.rpartition(":")[2]
        return Step(axis, test, self._predicates())

    def _predicates(self) -> tuple[Tree, ...]:
        predicates: list[Tree] = []
        while self._skip("["):
            predicates.append(self._expression())
            self._expect("]")
            if len(predicates) > MAXIMUM_NESTING:
                raise ExpressionError("too_deep")
        return tuple(predicates)
