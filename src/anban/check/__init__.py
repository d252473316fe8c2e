"""Proof that nothing is lost. In: a book and its products, as values. Out: diagnostics."""
