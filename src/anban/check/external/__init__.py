"""Checkers that others wrote, run as they are.

In: a finished EPUB. Out: what each checker found, or why it could not be asked. A checker that is
absent, crashes or hangs has found nothing, and that is never the same as finding no fault.
"""
