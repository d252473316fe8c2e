"""Every contact with WeasyPrint and pydyf: the layout engine.

In: style sheets, faces, addresses, log records. Out: the engine's own objects, in the forms that
the other packages of `typeset` work with. A quirk of the engine, or a name of it that is needed
anew, goes here.
"""

from anban.typeset.engine.linking import linked

with linked():
    import weasyprint  # noqa: F401 (whatever of it is imported later, it is linked by now)
