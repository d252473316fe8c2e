"""Every contact with WeasyPrint and pydyf: the layout engine.

In: style sheets, faces, addresses, log records. Out: the engine's own names, by what they are about
(`documents`, `boxes`, `layout`, `text`, `drawing`, `objects`), with the types that `shapes`,
`steps` and `streams` give them. A step of the engine is replaced through `patching`. A name of it
that is needed anew goes into one of these and into the `contract`; a quirk of it goes here, too.
"""

from anban.typeset.engine.linking import linked

with linked():
    import weasyprint  # noqa: F401 (whatever of it is imported later, it is linked by now)
