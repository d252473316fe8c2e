"""The files of a manuscript as text.

In: bytes. Out: from `source` decoded, composed text with its lines and what is odd about its
characters; from `encodings` and `decoding` what a file that is not UTF-8 seems to be. An encoding
goes into `tables`.
"""
