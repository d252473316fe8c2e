"""Looking at a release of the layout engine: what the contract of `anban.typeset.engine` names."""
