"""How the bundled model was made and measured: prepare, train, export, evaluate."""
