"""Every limit of reading in one place, each with its reason."""

MAX_BYTES = 5_000_000
"""Bytes a file may have. A long book has 1 to 2 MB of text; what is larger is an export or a log, and its
sentences would take minutes. Checked before the file is read, so that 50 MB are refused at once."""

MAX_RECORDS = 5_000
"""Records one file may hold: more than any site's API gives at a time (WordPress: 100)."""

MAX_BLOCKS = 50_000
"""Paragraphs and lines one document may have. A long book has 10,000; what has more is a table or a log."""

MAX_DEPTH = 60
"""Levels a JSON file may be nested. A WordPress record has about 8."""

MAX_FILES = 100_000
"""Files one call reads: beyond it a folder was named by mistake (a home folder, a disk)."""

MAX_TITLE = 180
"""Characters a line may have to be taken for a title. Headlines have 30 to 120."""

MAX_HEADING = 100
"""Characters a line may have to be taken for a heading between paragraphs."""

MIN_BODY = 200
"""Characters of running text that must follow before a first line is taken for a title."""

MAX_METADATA = 2_000
"""Characters a value of metadata may have. The longest real ones are addresses."""
