"""Vietnamese: its facts and words (`*.toml`), its rules (modules), the text of a new book."""
