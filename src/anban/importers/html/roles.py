"""The role that a page of an ebook gives itself.

In: a heading. Out: `role_of_page`, by the terms of the EPUB Structural Semantics Vocabulary 1.1 and
of DPUB-ARIA 1.1.
"""

from __future__ import annotations

from lxml import etree

from anban.core.book import Role
from anban.importers.html.names import kinds

_ROLES = {
    "dedication": Role.DEDICATION, "epigraph": Role.EPIGRAPH, "foreword": Role.FOREWORD,
    "preface": Role.PREFACE, "acknowledgments": Role.ACKNOWLEDGEMENTS,
    "preamble": Role.READERS_NOTE, "introduction": Role.INTRODUCTION, "chapter": Role.CHAPTER,
    "conclusion": Role.CONCLUSION, "epilogue": Role.EPILOGUE, "afterword": Role.AFTERWORD,
    "appendix": Role.APPENDIX, "glossary": Role.GLOSSARY, "bibliography": Role.BIBLIOGRAPHY,
    "colophon": Role.COLOPHON, "frontmatter": Role.PREFACE, "backmatter": Role.APPENDIX,
}  # fmt: skip


def role_of_page(heading: etree._Element) -> str:
    """The role that the nearest element around `heading` names; empty if there is none."""
    for one in heading.iterancestors():
        found = [_ROLES.get(kind.removeprefix("doc-")) for kind in sorted(kinds(one))]
        for role in found:
            if role is not None:
                return role.value
    return ""
