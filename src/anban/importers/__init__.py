"""Texts that were sent in → a manuscript that builds, and a report that an editor can trust.

In: files as bytes (`given`). Out: files of a new title (`title`, `writing`), by way of a `Draft`.

- `registry` finds the reader of a file; a reader is a function of `Given` and `Wishes` that gives
  a `Draft` or diagnostics;
- `text`, `docx`, `html`, `epub` and `dialects` are readers; all but the first meet in one `tree`,
  of which `fitting`, `outline` and `chapters` make pieces, `blocks` and `spelling` Markdown;
- `joining` makes one draft of several files;
- `balance` reads the draft's pieces back and proves that nothing was lost;
- `report`, `files` and `title` make the files, `writing` puts them on the disk.
"""
