"""Functions on numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from forms.functions.registry import builds, function, require
from forms.functions.text import _HERE
from forms.xpath.compiler import Compiler
from forms.xpath.runtime import Expression
from forms.xpath.syntax import Tree
from forms.xpath.values import NAN


@builds("number")
def _number(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "number", 0, 1)
    return Expression("number", compiler.number(arguments[0] if arguments else _HERE))


@function("int", "number", gives="number")
def _int(number: float) -> float:
    return float(math.trunc(number)) if math.isfinite(number) else number


@function("floor", "number", gives="number")
def _floor(number: float) -> float:
    return float(math.floor(number)) if math.isfinite(number) else number


@function("ceiling", "number", gives="number")
def _ceiling(number: float) -> float:
    return float(math.ceil(number)) if math.isfinite(number) else number


@function("round", "number", "number", gives="number", optional=1)
def _round(number: float, places: float = 0.0) -> float:
    if not math.isfinite(number) or not math.isfinite(places):
        return number
    if places < 1 and places > -1:
        # XPath rounds a half towards positive infinity.
        return float(math.floor(number + 0.5))
    digits = max(-30, min(30, int(places)))
    quantum = Decimal(1).scaleb(-digits)
    exact = Decimal(repr(number))
    if abs(exact.adjusted()) + abs(digits) > 27:
        return number
    # As without places, a half goes towards positive infinity.
    manner = ROUND_HALF_DOWN if number < 0 else ROUND_HALF_UP
    return float((exact / quantum).quantize(Decimal(1), manner) * quantum)


def _safely(compute: Callable[..., float]) -> Callable[..., float]:
    def computed(*numbers: float) -> float:
        try:
            result = compute(*numbers)
        except (ValueError, ZeroDivisionError):
            return NAN
        except OverflowError:
            return math.inf
        return result

    return computed


def _power(base: float, exponent: float) -> float:
    return math.pow(base, exponent)


def _logarithm(number: float) -> float:
    return -math.inf if number == 0 else math.log(number)


def _logarithm_of_ten(number: float) -> float:
    return -math.inf if number == 0 else math.log10(number)


for _name, _compute in {
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
    "sqrt": math.sqrt,
    "exp": math.exp,
    "exp10": lambda number: math.pow(10.0, number),
    "log": _logarithm,
    "log10": _logarithm_of_ten,
    "abs": math.fabs,
}.items():
    function(_name, "number", gives="number")(_safely(_compute))

function("pow", "number", "number", gives="number")(_safely(_power))
function("atan2", "number", "number", gives="number")(_safely(math.atan2))


@function("pi", gives="number")
def _pi() -> float:
    return math.pi
