"""`anban explain [CODE]`."""

from __future__ import annotations

import difflib
import re
import textwrap

import click

from anban.app.catalogue import CATALOGUE
from anban.app.cli.options import examples, shared
from anban.core.diagnostics import Rule, Severity
from anban.core.errors import DONE, UsageError
from anban.manuscript.config.schema import reference

CONFIGURATION = "book.toml"

GROUPS = {
    "C": "configuration, book.toml",
    "P": "files and pictures",
    "S": "the text of the files",
    "M": "the manuscript's Markdown",
    "N": "notes",
    "R": "references",
    "T": "typography",
    "W": "wording: what a copy editor reads for",
    "F": "fonts",
    "L": "pages",
    "K": "the PDF for the press",
    "Y": "the same text in every edition",
    "E": "editions and themes",
    "X": "the EPUB and its validators",
    "Q": "the printed cover and the printer's rules",
    "B": "what is written to output",
    "I": "texts that are imported",
}
"""The group of rules that the first letter of a code stands for."""


@click.command(
    "explain",
    epilog=examples(
        "anban explain",
        "anban explain M104",
        "anban explain book.toml",
    ),
)
@click.argument("code", required=False)
@shared
def command(code: str | None) -> int:
    """Explain a code, or the keys of book.toml.

    It says what a code such as M104 means and what to do about it. Without a code it lists all.
    """
    if code is None:
        click.echo(_listing())
    elif code == CONFIGURATION:
        click.echo(reference())
    else:
        click.echo(_explained(_rule(code)))
    return DONE


def _rule(code: str) -> Rule:
    names = {rule.name: rule for rule in CATALOGUE.values()} | dict(CATALOGUE)
    rule = names.get(code) or names.get(code.upper())
    if rule is None:
        near = difflib.get_close_matches(code, [*names, CONFIGURATION], n=1)
        hint = f"did you mean `{near[0]}`?" if near else "`anban explain` lists them all"
        raise UsageError(f"there is no code `{code}`", hint)
    return rule


def _listing() -> str:
    lines: list[str] = []
    for letter, title in GROUPS.items():
        rules = [rule for code, rule in CATALOGUE.items() if code.startswith(letter)]
        if rules:
            lines += [f"{title}", *(f"  {rule.code}  {rule.name}" for rule in rules), ""]
    return "\n".join([*lines, f"{CONFIGURATION}: its keys (anban explain {CONFIGURATION})"])


def _explained(rule: Rule) -> str:
    parts = [
        f"{rule.code} {rule.name} ({rule.severity.word})",
        textwrap.fill(rule.why, 80),
        f"It says:    {_general(rule.message)}",
        f"What to do: {_general(rule.hint)}",
    ]
    if rule.severity is not Severity.ERROR:
        parts.append(
            "To let it stand, with the reason, in book.toml:\n"
            f'  [check]\n  allow = [{{ code = "{rule.code}", reason = "…" }}]'
        )
    return "\n\n".join(parts)


def _general(template: str) -> str:
    """The message of a rule with an ellipsis for each part that differs from case to case."""
    return re.sub(r"\{[^{}]*\}", "…", template)
