"""Templates: Jinja2 in a sandbox.

In: the layers of a theme. Out: `Templates`, which finds, checks and runs templates and macros by
name.

A theme may come from a stranger. So its templates can use only a part of Jinja2's language, which
cannot build long texts by itself. Every turn of a loop and every piece of output is counted. And a
template can call nothing but macros and the functions that it is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NoReturn

from jinja2 import BaseLoader, Environment, StrictUndefined, TemplateNotFound, nodes
from jinja2.exceptions import SecurityError, TemplateRuntimeError, TemplateSyntaxError
from jinja2.runtime import BlockReference, Context, Macro, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from anban.render.folder import File

Layers = tuple[tuple[tuple[str, File], ...], ...]

STEPS = 1_000_000
"""The largest number of turns of loops and pieces of output for one sheet."""

CHARACTERS = 100_000_000
"""The largest number of characters that one sheet may write. Those that a nested macro writes count
once for each level of nesting."""

_LANGUAGE = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Extends, nodes.Block, nodes.Macro,
    nodes.For, nodes.If, nodes.Assign, nodes.AssignBlock, nodes.Name, nodes.Const, nodes.Getattr,
    nodes.Getitem, nodes.Slice, nodes.Call, nodes.Keyword, nodes.Filter, nodes.Test, nodes.Not,
    nodes.And, nodes.Or, nodes.Compare, nodes.Operand, nodes.CondExpr, nodes.Add, nodes.Sub,
)  # fmt: skip
_FILTERS = ("default", "first", "last", "length", "lower", "upper", "trim")
_TESTS = ("defined", "undefined", "none", "odd", "even")
_PARENT = "parent/"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class EndlessTemplateError(TemplateRuntimeError):
    """A template went over the limit of steps or characters for one sheet."""


class ForeignError(TemplateSyntaxError):
    """A template uses a construct that is not part of the allowed language."""


class OrphanError(TemplateSyntaxError):
    """A template extends another one that does not exist."""


@dataclass(slots=True)
class Budget:
    """The steps and characters that are left for a sheet."""

    steps: int = STEPS
    characters: int = CHARACTERS

    def spend(self, characters: int) -> None:
        """Use one step and so many characters. EndlessTemplateError if none are left."""
        self.steps -= 1
        self.characters -= characters
        if self.steps < 0 or self.characters < 0:
            raise EndlessTemplateError


BUDGET: ContextVar[Budget] = ContextVar("BUDGET")
"""The budget of the sheet that is being rendered."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A function that templates may call."""

    function: Callable[..., Any]

    def __call__(self, *args: object, **kwargs: object) -> object:
        return self.function(*args, **kwargs)


_CALLED = (Macro, BlockReference, Tool, Undefined)
_WRITTEN = (int, Undefined)


class _Loader(BaseLoader):
    """Finds templates in the layers of a theme, and nowhere else. Their full names are
    `LAYER:NAME`, with the number of the layer.
    """

    def __init__(self, layers: Layers) -> None:
        self._layers = tuple(dict(layer) for layer in layers)

    def find(self, name: str, first: int = 0) -> str:
        """The full name of the template `name`, looked for from the layer `first` on.
        TemplateNotFound if no layer has it.
        """
        for number, layer in enumerate(self._layers[first:], first):
            if name in layer:
                return f"{number}:{name}"
        raise TemplateNotFound(name)

    def every(self, names: tuple[str, ...] = ()) -> Iterator[str]:
        """Every template, or those with one of `names`, in the order of the layers."""
        for number, layer in enumerate(self._layers):
            wanted = [name for name in names if name in layer] if names else layer
            yield from (f"{number}:{name}" for name in wanted)

    def file(self, full_name: str) -> File:
        """The file of the template with this full name."""
        number, _, name = full_name.partition(":")
        return self._layers[int(number)][name]

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002 (the signature is Jinja's)
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        file = self.file(template)
        return file.text, file.path, lambda: True


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2, limited to the allowed language."""

    intercepted_binops = frozenset({"+"})
    loader: _Loader

    def __init__(self, loader: _Loader) -> None:
        super().__init__(
            loader=loader,
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_write,
            trim_blocks=True,
            lstrip_blocks=True,
            cache_size=-1,
        )
        self._judged: dict[tuple[type, str], bool] = {}
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in _FILTERS} | {"counted": _counted}
        self.tests = {name: self.tests[name] for name in _TESTS}

    def join_path(self, template: str, parent: str) -> str:
        """The full name of a template that another one extends."""
        if template.startswith(_PARENT):
            return self.loader.find(
                template.removeprefix(_PARENT), int(parent.partition(":")[0]) + 1
            )
        return self.loader.find(template)

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """The answer of Jinja2's sandbox, which depends only on the class of `obj` and the name."""
        asked = type(obj), attr
        if asked not in self._judged:
            self._judged[asked] = super().is_safe_attribute(obj, attr, value)
        return self._judged[asked]

    def call(self, context: Context, obj: Any, /, *args: object, **kwargs: object) -> object:  # noqa: ANN401
        """Call a macro or a function that was given. SecurityError for anything else."""
        if not isinstance(obj, _CALLED):
            raise SecurityError("only macros and the functions of the page can be called")
        return context.call(obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Add two numbers. SecurityError for anything else, such as long texts."""
        if not isinstance(left, int) or not isinstance(right, int):
            raise SecurityError("only numbers can be added")
        return super().call_binop(context, operator, left, right)

    def handle_exception(self, source: str | None = None) -> NoReturn:  # noqa: ARG002 (Jinja's)
        """Raise the exception on unchanged. Jinja2 would rewrite its traceback, from which `faults`
        reads the place in the template.
        """
        raise

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        held = tuple(_held(tree, name, filename))
        for node in held:
            if isinstance(node, nodes.Extends):
                self._hold_parent(node, name, filename)
        for node in held:
            if isinstance(node, nodes.For):
                node.iter = nodes.Filter(
                    node.iter, "counted", [], [], None, None, lineno=node.lineno
                ).set_environment(self)
        return tree

    def _hold_parent(self, extends: nodes.Extends, name: str | None, filename: str | None) -> None:
        parent = extends.template
        if not isinstance(parent, nodes.Const):
            raise ForeignError("extends a computed name", extends.lineno, name, filename)
        try:
            self.join_path(str(parent.value), name or "")
        except TemplateNotFound:
            raise OrphanError(str(parent.value), extends.lineno, name, filename) from None


def _held(
    node: nodes.Node, name: str | None, filename: str | None, line: int = 1
) -> Iterator[nodes.Node]:
    """All nodes below `node`, which stands on `line`. ForeignError if one of them is no part of the
    allowed language.
    """
    for child in node.iter_child_nodes():
        below = child.lineno or line
        if not isinstance(child, _LANGUAGE) and not _plain_list(child):
            raise ForeignError(type(child).__name__.lower(), below, name, filename)
        yield child
        yield from _held(child, name, filename, below)


def _plain_list(node: nodes.Node) -> bool:
    """True for a list of constants, and for the names that a loop sets."""
    if isinstance(node, nodes.Tuple) and node.ctx == "store":
        return True
    return isinstance(node, nodes.Tuple | nodes.List) and all(
        isinstance(item, nodes.Const) for item in node.items
    )


def _counted(values: Iterable[Any]) -> Iterator[Any]:
    budget = BUDGET.get()
    for value in values:
        budget.spend(0)
        yield value


def _write(value: object) -> str:
    """The text that a template writes for `value`, which is counted. Text that is not markup is
    escaped by Jinja2 afterwards; characters that XML does not allow are replaced.
    """
    text = value if isinstance(value, str) else _in_words(value)
    budget = BUDGET.get(None)
    if budget is not None:
        budget.spend(len(text))
    return text if hasattr(text, "__html__") else _ILLEGAL.sub("\ufffd", text)


def _in_words(value: object) -> str:
    """A number as text. A value that is undefined raises its own error; any other is no text."""
    if isinstance(value, bool) or not isinstance(value, _WRITTEN):
        raise TemplateRuntimeError(f"a {type(value).__name__} is not text")
    return str(value)


class Templates:
    """The templates of a theme, ready to run."""

    def __init__(self, layers: Layers) -> None:
        self._loader = _Loader(layers)
        self._environment = _Sandbox(self._loader)

    def has(self, name: str) -> bool:
        """True if there is a template of this name."""
        return next(self._loader.every((name,)), None) is not None

    def path(self, name: str) -> str:
        """The path of the template `name` as diagnostics show it."""
        return self._loader.file(self._loader.find(name)).path

    def run(self, name: str, values: Mapping[str, Any]) -> str:
        """The text that the template `name` writes."""
        return self._environment.get_template(self._loader.find(name)).render(values)

    def macros(self, names: tuple[str, ...], values: Mapping[str, Any]) -> dict[str, Macro]:
        """The macros of the templates `names`, by their names. A macro of an earlier layer replaces
        one with the same name.
        """
        found: dict[str, Macro] = {}
        for full_name in self._loader.every(names):
            module = self._environment.get_template(full_name).make_module(dict(values))
            for macro in vars(module).values():
                if isinstance(macro, Macro):
                    found.setdefault(macro.name, macro)
        return found

    def faults(self) -> Iterator[TemplateSyntaxError]:
        """The faults of templates that can be seen without running them, at most one for each."""
        for full_name in self._loader.every():
            try:
                self._environment.get_template(full_name)
            except TemplateSyntaxError as fault:
                yield fault


@lru_cache(maxsize=8)
def engine(layers: Layers) -> Templates:
    """The templates of `layers`. They are kept, with their compiled code, for the next round."""
    return Templates(layers)
