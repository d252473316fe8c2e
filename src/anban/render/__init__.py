"""From a resolved book to the XHTML and CSS of one edition: the second step.

In: a `Resolution`, the configuration, an edition with its theme, and the page labels that are known
so far. Out: a `Rendition`: sheets of XHTML, one style sheet, the outline.

- `theme` reads a theme from its `folder`; what `theme.toml` can say is declared in `manifest`.
- What a template can show of the book is in `views`, and the functions that it can call are in
  `drawing`. How templates are found, checked and run is in `templates`.
- CSS that follows from settings is written by `stylesheet` and `make_up`; `css` checks the style
  sheets of a theme.
- How ids become addresses is in `addresses`, once. `rendering` brings all of it together.
- The built-in theme is in the folder `themes`.
"""
