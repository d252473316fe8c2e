"""Every contact with WeasyPrint and pydyf, the layout engine. No other package imports them.

In: style sheets, faces, addresses, log records. Out: the engine's own functions and classes, sorted
by subject: `documents`, `boxes`, `layout`, `text`, `drawing`, `objects`. The stubs `shapes`,
`steps` and `streams` give them types.

- Another name of the engine that is needed is imported in one of these modules, and is declared in
  `contract` with what is expected of it.
- A step of the engine is replaced through `patching`.
- What the engine reads and says goes through `fetcher` and `log`.
- Whatever works around a peculiarity of the engine alone belongs here, too: `faces`, `styles`,
  `linking`.
"""

from anban.typeset.engine.linking import linked

with linked():
    import weasyprint  # noqa: F401 (whatever of it is imported later, it is linked by now)
