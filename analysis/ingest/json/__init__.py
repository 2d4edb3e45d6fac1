"""JSON in its forms: lines of records, lists of records, WordPress."""
