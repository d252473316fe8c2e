"""The small faults that could be made in a module: `<` for `<=`, `and` for `or`, a call left out.

In: the source of a module. Out: its mutants, in the order of the text. What no test should hold is
passed over: annotations and decorators, f-strings and what is raised, `__all__`, assertions.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

_SWAPS: dict[type[ast.AST], tuple[str, str]] = {
    ast.Lt: ("<", "<="), ast.LtE: ("<=", "<"), ast.Gt: (">", ">="), ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="), ast.NotEq: ("!=", "=="), ast.In: (r"\bin\b", "not in"),
    ast.NotIn: (r"\bnot\s+in\b", "in"), ast.Is: (r"\bis\b", "is not"),
    ast.IsNot: (r"\bis\s+not\b", "is"), ast.And: (r"\band\b", "or"), ast.Or: (r"\bor\b", "and"),
    ast.Add: (r"\+", "-"), ast.Sub: ("-", "+"),
}  # fmt: skip
"""What stands between two operands, and what is set in its place."""

_PASSED_OVER = (ast.JoinedStr, ast.Raise, ast.Assert)


@dataclass(frozen=True, slots=True)
class Mutant:
    """The bytes of a source from `start` to `end` become `after`, on the line `number`."""

    start: int
    end: int
    after: bytes
    number: int

    def of(self, source: bytes) -> bytes:
        return source[: self.start] + self.after + source[self.end :]

    def lines(self, source: bytes) -> tuple[str, str]:
        """What is changed, before and after, each on one line."""
        first = source.rfind(b"\n", 0, self.start) + 1
        last = source.find(b"\n", self.end)
        behind = source[self.end : last]
        before, after = source[first:last], source[first : self.start] + self.after + behind
        return " ".join(before.decode().split()), " ".join(after.decode().split())


def mutants(source: bytes) -> tuple[Mutant, ...]:
    found = _Finder(source)
    found.visit(ast.parse(source))
    return tuple(sorted(found.mutants, key=lambda one: (one.start, one.end)))


class _Finder(ast.NodeVisitor):
    def __init__(self, source: bytes) -> None:
        self.source = source
        self.mutants: list[Mutant] = []
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.may_be_none = False

    # --- what is passed over -------------------------------------------------------------------

    def visit(self, node: ast.AST) -> None:
        if not isinstance(node, _PASSED_OVER):
            super().visit(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        outside = self.may_be_none
        returns = ast.unparse(node.returns) if node.returns else ""
        self.may_be_none = bool(re.search(r"\| None|Optional", returns))
        for each in (*node.args.defaults, *node.args.kw_defaults, *node.body):
            if each is not None:
                self.visit(each)
        self.may_be_none = outside

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for each in node.body:
            self.visit(each)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Assign(self, node: ast.Assign) -> None:
        if ast.unparse(node.targets[0]) != "__all__":
            self.visit(node.value)

    def visit_If(self, node: ast.If) -> None:
        if ast.unparse(node.test) != "TYPE_CHECKING":
            self.generic_visit(node)

    # --- what is changed -----------------------------------------------------------------------

    def visit_Compare(self, node: ast.Compare) -> None:
        operands = (node.left, *node.comparators)
        for left, sign, right in zip(operands, node.ops, operands[1:], strict=False):
            self._between(left, sign, right)
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        for left, right in zip(node.values, node.values[1:], strict=False):
            self._between(left, node.op, right)
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if type(node.op) in _SWAPS and not (_is_text(node.left) or _is_text(node.right)):
            self._between(node.left, node.op, node.right)
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self._change(self._start(node), self._start(node) + len("not"), "")
        self.generic_visit(node)

    def visit_keyword(self, node: ast.keyword) -> None:
        if node.arg != "strict":  # of `zip`: an assertion
            self.visit(node.value)

    def visit_Constant(self, node: ast.Constant) -> None:
        match node.value:
            case bool(value):
                self._replace(node, str(not value))
            case int(value) | float(value):
                self._replace(node, repr(value + 1))

    def visit_Return(self, node: ast.Return) -> None:
        if self.may_be_none and node.value is not None and ast.unparse(node.value) != "None":
            self._replace(node.value, "None")
        self.generic_visit(node)

    def visit_Continue(self, node: ast.Continue) -> None:
        self._replace(node, "break")

    def visit_Break(self, node: ast.Break) -> None:
        self._replace(node, "continue")

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call):
            self._replace(node, "pass")
        self.generic_visit(node)

    # --- where it stands -----------------------------------------------------------------------

    def _between(self, left: ast.expr, sign: ast.AST, right: ast.expr) -> None:
        before, after = _SWAPS[type(sign)]
        start, end = self._end(left), self._start(right)
        match = re.search(before.encode(), self.source[start:end])
        if match:
            self._change(start + match.start(), start + match.end(), after)

    def _replace(self, node: ast.stmt | ast.expr, after: str) -> None:
        self._change(self._start(node), self._end(node), after)

    def _change(self, start: int, end: int, after: str) -> None:
        number = self.source.count(b"\n", 0, start) + 1
        self.mutants.append(Mutant(start, end, after.encode(), number))

    def _start(self, node: ast.stmt | ast.expr) -> int:
        return self.starts[node.lineno - 1] + node.col_offset

    def _end(self, node: ast.stmt | ast.expr) -> int:
        return self.starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)


def _is_text(node: ast.expr) -> bool:
    constant = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return constant or isinstance(node, ast.JoinedStr)
