"""Plain text → a draft: one rule one file, each a function of blocks and a desk.

In: bytes and wishes (`reader.read`). Out: a `Draft`. The order of the rules is in `reader`.
"""
