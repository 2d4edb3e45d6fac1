"""The REFI-QDA project: what another program reads of it."""

import io
import xml.etree.ElementTree as ET
import zipfile

import pytest
from reviewing import TEXTS, analysed, document, judge, rows, time

from analysis import review
from analysis.errors import RequestError

pytest.importorskip("pyrefiqda")
NS = {"q": "urn:QDA-XML:project:1.0"}
DOCUMENTS = [
    document("one", TEXTS["one"] + "\n\nChina 🇨🇳 praised “Ünal” & others <b>again</b>."),
    document("two"),
]


@pytest.fixture(scope="module")
def told():
    return analysed(*DOCUMENTS)


def unpack(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return ET.fromstring(files["project.qde"]), files


def test_every_tag_and_review_stands_at_its_sentence(told):
    tags = [
        review.make_tag(told, *row, "threat", who="Ana", note="x \x00 & <y>", at=time(0))
        for row in rows(told)
    ]
    own = review.make_tag(told, *rows(told)[0], "my code", who="", at=time(0))
    reviews = [judge(told, row, action="change", label="unfavourable") for row in rows(told)[:3]]
    reviews.append(judge(told, rows(told)[4], action="not about"))
    data = review.write_qda(told, DOCUMENTS, review.starter_codes(), tags=[*tags, own], reviews=reviews)
    project, files = unpack(data)
    codes = {code.get("guid"): code for code in project.iterfind(".//q:Code", NS)}
    by_id = {
        (d, s): t for d, s, t in told.sentences[["doc_id", "sentence_id", "text"]].itertuples(index=False)
    }
    found = []
    for source in project.iterfind(".//q:TextSource", NS):
        text = files["sources/" + source.get("plainTextPath").removeprefix("internal://")].decode()
        for place in source.iterfind("q:PlainTextSelection", NS):
            reference = place.find("q:Coding/q:CodeRef", NS).get("targetGUID")
            words = text[int(place.get("startPosition")) : int(place.get("endPosition"))]
            found.append((words, codes[reference].get("name")))
    wanted = [(by_id[row[:2]], "threat") for row in rows(told)] + [(by_id[rows(told)[0][:2]], "my code")]
    wanted += [(by_id[row[:2]], f"{told.actor_names[row[2]]}: unfavourable") for row in rows(told)[:3]]
    assert sorted(found) == sorted(wanted)
    assert {user.get("name") for user in project.iterfind(".//q:User", NS)} == {"Ana", "unnamed"}
    assert {code.name for code in review.starter_codes()} < {code.get("name") for code in codes.values()}
    guids = [element.get("guid") for element in project.iter() if element.get("guid")]
    assert len(set(guids)) == len(guids)


def test_the_same_things_have_the_same_ids_again(told):
    tags = [review.make_tag(told, *rows(told)[0], "threat", who="Ana", at=time(0))]
    one, two = (unpack(review.write_qda(told, DOCUMENTS, review.starter_codes(), tags=tags))[1] for _ in "12")
    assert one == two


def test_nothing_to_write_is_said(told):
    with pytest.raises(RequestError, match="tag or a review"):
        review.write_qda(told, DOCUMENTS, review.starter_codes())
    tags = [review.make_tag(told, *rows(told)[0], "threat", who="Ana")]
    with pytest.raises(RequestError, match="no open document"):
        review.write_qda(told, [], review.starter_codes(), tags=tags)
