"""Turn texts that authors send into a manuscript that builds, with a report for the editor.

In: files as bytes (`given`). Out: the files of a new book (`title`, `writing`).

Where a change goes:
- `registry` chooses the reader of a file. A new format is a new reader: a function that takes
  `Given` and `Wishes` and gives a `Draft` or diagnostics.
- `text`, `docx`, `html`, `epub` and `dialects` are the readers. All but `text` make the same
  `tree`. `fitting`, `outline` and `chapters` turn it into pieces of a book, `blocks` and
  `spelling` write it as Markdown.
- `joining` makes one draft of several files.
- `balance` parses the Markdown again and proves that nothing was lost.
- `report`, `files` and `title` make the files of the book, and `writing` writes them.
"""
