"""anban: one manuscript, a print edition and an ebook edition, nothing lost."""

__version__ = "0.1.0"
