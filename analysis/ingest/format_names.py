"""What a person calls each format that can be read, by its name in `formats.READERS`."""

FORMAT_NAMES: dict[str, str] = {
    "text": "plain text",
    "markdown": "Markdown",
    "html": "web pages (HTML)",
    "mhtml": "saved pages (MHTML)",
    "pdf": "PDF",
    "docx": "Word",
    "rtf": "RTF",
    "mail": "mail (EML)",
    "msg": "Outlook mail (MSG)",
    "feed": "RSS and Atom",
    "table": "CSV and TSV",
    "excel": "Excel",
    "xls": "old Excel (XLS)",
    "ods": "OpenDocument tables (ODS)",
    "parquet": "Parquet",
    "json lines": "JSON lines",
    "json": "JSON records",
    "wordpress": "WordPress records",
    "zip": "ZIP archives of these",
}
"""In the order in which they are told."""
