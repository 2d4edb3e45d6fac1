"""A set of files as an analyst drops it: a text, a page, a table, a Word file, a mail, and a broken PDF."""

from email.message import EmailMessage
from io import BytesIO

PARAGRAPHS = (
    "China praised the talks in Beijing on Monday and called the United States a threat to peace in the region.",
    "Russia said that it would keep its word, and thanked China for its generous help during the long winter.",
    "The United States failed to honour the treaty, officials in Moscow said, and bullied its smaller neighbours.",
    "North Korea sent a delegation to the meeting. It did not speak, and it left on Tuesday without a statement.",
)
TITLES = {
    "wire.txt": "Talks in Beijing end without an agreement",
    "page.html": "Moscow thanks Beijing for its help",
    "letter.docx": "What the treaty says and what it does not",
    "newsletter.eml": "Weekly letter from the region",
}


def mixed_files() -> dict[str, tuple[str, bytes]]:
    """Name → type and bytes."""
    return {
        "wire.txt": ("text/plain", f"{TITLES['wire.txt']}\n\n{_text(0)}".encode()),
        "page.html": ("text/html", _page()),
        "export.csv": ("text/csv", _table()),
        "letter.docx": (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            _letter(),
        ),
        "newsletter.eml": ("message/rfc822", _mail()),
        "broken.pdf": ("application/pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Cat"),
    }


def _text(first: int) -> str:
    """All paragraphs, in another order for each document."""
    return "\n\n".join(PARAGRAPHS[(first + n) % len(PARAGRAPHS)] for n in range(len(PARAGRAPHS)))


def _page() -> bytes:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in _text(1).split("\n\n"))
    return (
        f"<!doctype html><html lang=en><head><title>{TITLES['page.html']}</title>"
        '<link rel="canonical" href="https://tass.com/world/1">'
        '<meta property="og:url" content="https://tass.com/world/1"></head>'
        f"<body><nav><a href=/>Home</a> <a href=/w>World</a></nav><article><h1>{TITLES['page.html']}</h1>{body}</article>"
        "<footer>Subscribe to our newsletter</footer></body></html>"
    ).encode()


def _table() -> bytes:
    rows = [
        ("First row of the export", "Xinhua", "2024-03-01", PARAGRAPHS[0] + " " + PARAGRAPHS[3]),
        ("Second row of the export", "Reuters", "2024-03-02", PARAGRAPHS[2] + " " + PARAGRAPHS[1]),
    ]
    lines = ["title,source,published,text", *(f'"{a}",{b},{c},"{d}"' for a, b, c, d in rows)]
    return "\n".join(lines).encode()


def _letter() -> bytes:
    import docx

    letter = docx.Document()
    letter.add_heading(TITLES["letter.docx"], 0)
    for paragraph in _text(2).split("\n\n"):
        letter.add_paragraph(paragraph)
    target = BytesIO()
    letter.save(target)
    return target.getvalue()


def _mail() -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = TITLES["newsletter.eml"], "Desk <desk@example.org>"
    mail["Date"] = "Mon, 04 Mar 2024 10:00:00 +0000"
    mail.set_content(_text(3))
    return bytes(mail)
