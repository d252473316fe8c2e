"""Read plain text. Its structure is guessed, and every guess is reported.

In: bytes and options. Out: from `reader.read`, a `Draft`.

Where a change goes: each rule is a function of blocks and a `TextState`, in a file of its own; the
order of the rules is in `reader`. `lines`, `furniture` and `wraps` make paragraphs of lines. Then
`contents`, `titles`, `labels`, `headings`, `notes`, `lists`, `verse`, `captions` and others mark
what each block is. `pieces` and `rendering` make the draft.
"""
