"""Every limit of reading in one place, each with its reason."""

MAX_BYTES = 5_000_000
"""Bytes a file may have. A long book has 1 to 2 MB of text; what is larger is an export or a log, and its
sentences would take minutes. Checked before the file is read, so that 50 MB are refused at once."""

MAX_PACKED_BYTES = 50_000_000
"""Bytes a PDF, a Word or Excel file, a mail, a saved page or a ZIP may have: most of them are pictures, which are
not read. What is unpacked of them has limits of its own."""

PACKED = (
    ".pdf",
    ".docx",
    ".docm",
    ".dotx",
    ".xlsx",
    ".xlsm",
    ".ods",
    ".eml",
    ".msg",
    ".mhtml",
    ".mht",
    ".zip",
    ".parquet",
    ".pq",
)
"""Extensions of such files."""

MAX_RECORDS = 5_000
"""Records one file may hold: more than any site's API gives at a time (WordPress: 100)."""

MAX_NOTED = 20
"""Mistakes that the notes of one document list; the others are counted."""

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

MAX_SOURCES = 1_000_000
"""Bytes a `sources.toml` may have. One that tells all of 1,000 documents has 300,000."""

MAX_ENTRIES = 20_000
"""Files a ZIP may list, with those in ZIPs inside it: 300 saved pages with their pictures."""

MAX_ARCHIVE = 200_000_000
"""Bytes that are unpacked of one ZIP, pictures beside pages left out. 2,000 articles in Word have 75 MB."""

MAX_ARCHIVE_DEPTH = 3
"""ZIPs within ZIPs, the outer one counted. Exports of exports have 2."""

MAX_ARCHIVE_SECONDS = 600
"""Seconds after which no further file of a ZIP is begun. 2,000 saved pages take 100, 5,000 texts 30."""

MAX_RATIO = 200
"""Times a file in a ZIP may grow. Prose grows 3 times, exports of tables 20; what grows 1,000 times is a trap."""

MAX_NAME = 1_000
"""Characters the path of a file in a ZIP may have. Systems take up to 260 or 1,024."""

MAX_REDIRECTS = 5
"""Times an address may lead to another one. Shorteners, consent and "www." together take 4."""

MAX_CONNECT_SECONDS = 10
"""Seconds until a site takes a connection. Far ones take 1."""

MAX_WAIT_SECONDS = 20
"""Seconds between two pieces of an answer. Slow sites think for 10."""

MAX_FETCH_SECONDS = 60
"""Seconds that fetching one address may take in all. 5 MB over a poor line take 40."""

MAX_METADATA = 2_000
"""Characters a value of metadata may have. The longest real ones are addresses."""

MAX_TAGS = 100_000
"""Tags one web page may have. News pages have 500 to 4,000, the longest encyclopedia articles 40,000; trafilatura
needs a minute for 500,000."""

MAX_PAGE_DEPTH = 400
"""Levels a web page may be nested before deeper tags are passed over, as browsers do (512)."""

MAX_UNPACKED = 60_000_000
"""Bytes that the packed parts of a Word, Excel or PDF file may have unpacked. A long book in Word has 20 MB."""

MAX_PARTS = 5_000
"""Parts a Word or Excel file may be packed of. A document with many pictures has some hundreds."""

MAX_PAGES = 2_000
"""Pages one PDF may have. The longest reports have 1,000."""

MAX_OPERATORS = 500_000
"""Words of the program that draws one page of a PDF. A full page of text has 10,000, a map 200,000."""

MAX_SPANS = 50_000
"""Pieces of text one page of a PDF may draw: a page whose letters are placed one by one has 5,000."""

MAX_FORM_DEPTH = 8
"""Levels of drawings within drawings on a page of a PDF. Programs write up to 4."""

MAX_FORMS = 5_000
"""Drawings within drawings on one page of a PDF. Pages have some hundreds at most."""

MAX_PDF_SECONDS = 60
"""Seconds that reading one PDF may take. A report of 100 pages takes 5."""

MAX_GROUPS = 100
"""Levels groups in an RTF file or tables in a Word file may be nested. Real files have 15."""

MAX_COLUMNS = 1_000
"""Columns a table may have. Exports have 5 to 100."""

MAX_DATA = 2_000_000
"""Characters of schema.org data in one script of a web page. With the whole text of an article they have 50,000."""

MAX_SHEET_TAGS = 2_000_000
"""Tags the parts of an Excel file may have; a cell has about six. openpyxl needs 6 seconds for so many."""

MAX_ROW_GROUP = 1_000_000_000
"""Bytes a row group of a Parquet file may have unpacked. Writers make groups of 128 MB, or of a million rows."""

MAX_MAIL_DEPTH = 30
"""Boundaries between parts that a mail or a page saved as MHTML may declare. Real ones have up to 6."""

MAX_MAIL_LINES = 150_000
"""Lines of a mail: 5 MB of attachments have 70,000. Each is compared with all boundaries."""

MAX_MAIL_HEADER = 2_000
"""Characters of a header that are read. Subjects and senders have up to 200."""

MAX_FEED_TAGS = 100_000
"""Tags a feed may have. One with 500 entries has 10,000; feedparser needs seconds where they do not end."""

MAX_QUOTES = 1_000_000
"""Quotation marks that JSON may have to be searched for where it breaks off. 5,000 records have 400,000."""
