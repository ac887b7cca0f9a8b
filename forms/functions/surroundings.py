"""Functions on what surrounds the answer: other instances, chance, the form, its language."""

from __future__ import annotations

from forms.functions.registry import builds, require
from forms.xpath.compiler import Compiler
from forms.xpath.runtime import Context, Expression
from forms.xpath.syntax import Call, Path, Tree
from forms.xpath.values import NAN, Value


@builds("current")
def _current(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "current", 0, 0)
    return compiler.compile(Path(Call("current", ()), ()))


@builds("instance")
def _instance(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "instance", 1, 1)
    return compiler.compile(Path(Call("instance", arguments), ()))


@builds("pulldata")
def _pulldata(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "pulldata", 4, 4)
    name, column = compiler.text(arguments[0]), compiler.text(arguments[1])
    key_column, key = compiler.text(arguments[2]), compiler.text(arguments[3])

    def pull(c: Context) -> Value:
        found = c.session.lists.get(name(c))
        if found is None:
            return ""
        rows = found.matching(("root", "item"), key_column(c), key(c))
        return rows[0].children.get(column(c), []) if rows else ""

    return Expression("any", pull)


@builds("random")
def _random(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "random", 0, 0)
    compiler.findings.traits.add("chance")
    return Expression("number", lambda c: c.session.random())


@builds("uuid")
def _uuid(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "uuid", 0, 1)
    compiler.findings.traits.add("chance")
    if not arguments:
        return Expression("text", lambda c: c.session.unique())
    length = compiler.number(arguments[0])

    def some(c: Context) -> Value:
        wanted = length(c)
        count = int(wanted) if 0 <= wanted <= 1000 else 0
        text = ""
        while len(text) < count:
            text += c.session.unique().replace("-", "")
        return text[:count]

    return Expression("text", some)


@builds("version")
def _version(_compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "version", 0, 0)
    return Expression("text", lambda c: c.session.version)


@builds("property")
def _property(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "property", 1, 1)
    name = compiler.text(arguments[0])
    return Expression("text", lambda c: c.session.properties.get(name(c), ""))


@builds("jr:itext")
def _itext(compiler: Compiler, arguments: tuple[Tree, ...]) -> Expression:
    require(arguments, "jr:itext", 1, 1)
    compiler.findings.traits.add("language")
    identifier = compiler.text(arguments[0])
    return Expression("text", lambda c: c.session.translated(identifier(c)))


def _counter(_compiler: Compiler, _arguments: tuple[Tree, ...]) -> Expression:
    # A counter that some collecting apps keep on the device; a form must not fail for want of it.
    return Expression("number", lambda _c: NAN)


builds("ex:org.opendatakit.counter")(_counter)
