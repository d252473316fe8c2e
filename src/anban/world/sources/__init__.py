"""Turn the bytes of a text file into characters.

In: bytes. Out: text in Unicode's form NFC with its lines, and diagnostics about its characters.

Where a change goes: `source` reads the files of a manuscript, which must be UTF-8. `encodings`
guesses the encoding of another file for a hint. `decoding` decodes files that authors sent, in old
encodings too; the tables of a new encoding go into `tables`. `syllables` tells Vietnamese words
from letters that a wrong table made.
"""
