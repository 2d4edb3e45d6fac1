"""Well-known outlets: the table is well-formed, and a guess is never more than a guess."""

import re
from dataclasses import replace

import pytest

import analysis
from analysis.errors import SourcesError
from analysis.ingest.metadata.outlets import read_outlets
from analysis.types import UNKNOWN

PLAIN = analysis.document("China held a vote on Monday.")


def test_every_outlet_tells_what_its_claim_rests_on_and_whether_anybody_checked_it():
    outlets = read_outlets()
    assert len(outlets) > 120
    assert {"CN", "RU", "US", "KP", "KR", "JP", "TW", "IN", "GB", "FR", "DE", "QA", "TR", "UA", "IR"} <= {
        outlet.country for outlet in outlets
    }
    for outlet in outlets:
        assert len(outlet.origin) > 10, outlet.name
        # A source that nobody opened must not be named as one.
        assert not re.search(r"wikipedia|https?:|according to", outlet.origin, re.I), outlet.name
        assert (
            outlet.reason.endswith("(from general knowledge, not checked)") or outlet.checked in outlet.reason
        )


@pytest.mark.parametrize(
    ("source", "address", "name"),
    [
        ("Xinhua", UNKNOWN, "Xinhua News Agency"),
        ("the guardian", UNKNOWN, "The Guardian"),
        ("People’s Daily", UNKNOWN, "People's Daily"),
        ("english.news.cn", UNKNOWN, "Xinhua News Agency"),
        ("www.tass.com", UNKNOWN, "TASS"),
        (UNKNOWN, "https://www.rt.com/news/1-x/", "RT"),
        (UNKNOWN, "http://en.people.cn/n3/2024/x.html", "People's Daily"),
        (UNKNOWN, "https://notrt.com/news", None),  # another domain that ends alike
        ("GQN", "https://www.rt.com/news", None),  # a copy on a known site is not that site's
        ("ABC News", UNKNOWN, None),  # two outlets are called so
        (UNKNOWN, UNKNOWN, None),
    ],
)
def test_an_outlet_is_found_by_its_name_or_its_address(source, address, name):
    guess = analysis.guess_outlet(replace(PLAIN, source=source, address=address))
    assert (guess.outlet.name if guess else None) == name


def test_a_guess_tells_only_what_is_unknown():
    document = replace(PLAIN, source="TASS")
    assert analysis.guess_outlet(document).values == {"country": "RU", "control": "state"}
    assert analysis.guess_outlet(replace(document, country="KZ")).values == {"control": "state"}
    assert analysis.guess_outlet(replace(document, country="RU", control="private")) is None


def test_a_contested_control_is_not_guessed():
    assert analysis.guess_outlet(replace(PLAIN, source="BBC News")).values == {"country": "GB"}


def test_reading_never_fills_in_a_guess(tmp_path):
    document = analysis.document("China held a vote on Monday.", source="TASS", address="https://tass.com/1")
    assert (document.country, document.control) == (UNKNOWN, UNKNOWN)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ('["A"]\ncountry = "Norway"\ncontrol = "state"\norigin = "x"', "two capitals"),
        ('["A"]\ncountry = "NO"\ncontrol = "king"\norigin = "x"', "not one of"),
        ('["A"]\ncountry = "NO"\ncontrol = "state"\norigin = " "', "no origin"),
        ('["A"]\ncountry = "NO"\ncontrol = "state"', "must be there"),
        ('["A"]\ncountry = "NO"\ncontrol = "state"\norigin = "x"\nchecked = "yes"', "no day and source"),
        ('["A"]\naddress = ["https://a.no"]\ncountry = "NO"\ncontrol = "state"\norigin = "x"', "no domain"),
        (
            '["A"]\ncountry = "NO"\ncontrol = "state"\norigin = "x"\n["The A"]\ncountry = "NO"\ncontrol = "state"\norigin = "x"',
            "already",
        ),
    ],
)
def test_what_is_wrong_in_the_table_is_said(tmp_path, table, words):
    path = tmp_path / "outlets.toml"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(SourcesError, match=words):
        read_outlets(path)
