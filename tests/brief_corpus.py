"""A small corpus for the tests of the brief, scored by the word list: the same figures on every machine."""

from functools import cache

import analysis
from analysis.stance import LexiconScorer

SCRIPT = '<script>document.title="taken"</script><img src=x onerror=alert(1)>'
FORMULA = '=HYPERLINK("http://evil.example/","China")'
BIDI = "الصين شريك موثوق \u202e reversed"
LONG = "Very" + " long" * 120 + " and" + "unbroken" * 60
HOSTILE = (
    f"China is a reliable friend {SCRIPT}.\n\n"
    f"{FORMULA} said Russia is a brutal aggressor.\n\n"
    "Китай, 中国, 중국 and چین: China kept its word with great generosity.\n\n"
    f"{LONG} China betrayed its partners.\n\n"
    "Russia ]]> &amp; “quotes” 'n' {{braces}} praised China.\n\n"
    "China is a reliable and generous partner, a loyal friend of peace.\n"
)
PRAISE = "\n\n".join(
    [
        "China is a reliable friend and a generous partner.",
        "China kept its word and helped its neighbours with great success.",
        "China is a strong and successful force for peace.",
        "China praised the treaty. China is honest, helpful and peaceful.",
        "China made a great contribution to peace and prosperity.",
        "The successful cooperation with China is a great benefit.",
        "China is a responsible and trustworthy power.",
        "China rescued the sailors with courage.",
        "China is admired for its success.",
        "“China is a brutal bully,” said the United States official John Smith.",
        "Russia voted on Monday.",
    ]
)
BLAME = "\n\n".join(
    [
        "China is a brutal bully that betrayed its partners.",
        "China threatens peace and lies about its crimes.",
        "China failed to honour the treaty.",
        "China is a dangerous aggressor.",
        "China oppresses its people with cruel repression.",
        "China is corrupt and untrustworthy.",
        "China bullied its neighbours again.",
        "China attacked innocent fishermen.",
        "Russia is a brutal aggressor. Russia is a loyal friend of peace.",
        "Russia betrayed its partners. Russia helped generously.",
    ]
)


@cache
def documents():
    """Four that are scored, one of them hostile, and one in another language."""
    common = {"country": "unknown", "control": "unknown"}
    return [
        analysis.document(PRAISE, title="In praise", source="Alpha Daily", published="2024-05-01", **common),
        analysis.document(BLAME, title="In blame", source="Beta Post", published="2024-06", **common),
        analysis.document(HOSTILE, title=f"{SCRIPT}{FORMULA} {LONG}", source=f"<b>{BIDI}"),
        analysis.document("China held a vote.", address="https://example.org/a?b=1&c=2"),
        analysis.document(
            "中国外交部发言人今天在北京举行的例行记者会上表示，中方一贯主张通过对话与协商解决分歧。两国关系稳定发展。"
            * 3,
            title="中国外交部发言人",
        ),
    ]


@cache
def result():
    """Its tables."""
    return analysis.analyse(documents(), scorer=LexiconScorer())


@cache
def brief(**changes):
    """Its brief, of a fixed day."""
    return analysis.brief(
        result(),
        **{
            "title": f"A brief {SCRIPT}",
            "author": "A. Analyst",
            "question": "Who is praised?",
            "date": "2026-11-25",
            **changes,
        },
    )
