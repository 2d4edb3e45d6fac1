"""Tables: CSV, TSV and Excel; which column holds what; one document a row."""
