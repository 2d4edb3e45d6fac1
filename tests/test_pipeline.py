"""The whole way: the seeds, the tables' promises, laws."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import analysis
from analysis.stance import LexiconScorer
from analysis.tables import COLUMNS, check_table, make_table, neutralise_formulas

TABLES = ["documents", "removed", "sentences", "mentions", "stances", "titles", "framing", "source_framing"]
FURNITURE = [
    "Русский", "Suomalainen", "German economy", "Kazuo Ueda", "Elon Musk", "rendered", "<\\/h2>", "\\n", "<p>",
    "Categories", "Reading Time", "Team@GQN", "Recent Posts", "Developer", "2 years ago", "Job title", "Published by",
    "Also Read", "چین",
]  # fmt: skip


@pytest.fixture(scope="module")
def seeds():
    corpus = analysis.read([analysis.seeds_folder()])
    return corpus, analysis.analyse(corpus)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_exactly_its_columns(seeds, name):
    table = getattr(seeds[1], name)
    assert list(table.columns) == list(COLUMNS[name])
    assert len(table) > 0
    check_table(name, table)


def test_five_seeds_are_read_without_failure(seeds):
    corpus, result = seeds
    assert len(corpus) == 5
    assert corpus.failures == ()
    assert list(result.documents["status"]) == ["scored"] * 5
    assert list(result.documents["language"]) == ["en"] * 5


@pytest.mark.parametrize("words", FURNITURE)
def test_no_furniture_is_left_in_the_sentences(seeds, words):
    assert not seeds[1].sentences["text"].str.contains(words, regex=False).any()


@pytest.mark.parametrize(
    "words",
    [
        "greater contributions to world peace and development.",
        "development of international relations.",
        "their first in the four years before.",
        "ways of strengthening their relationship.",
        "despite international pressure.",
        "regional and international clout than Russia.",
    ],
)
def test_the_bodies_are_complete_to_their_ends(seeds, words):
    assert seeds[1].sentences["text"].str.contains(words, regex=False).any()


def test_every_place_slices_the_text(seeds):
    corpus, result = seeds
    text = {document.doc_id: document.text for document in corpus}
    for table in (result.sentences, result.mentions):
        for row in table.itertuples():
            assert text[row.doc_id][row.start : row.end] == row.text


def test_every_document_actor_and_voice_has_a_row(seeds):
    framing = seeds[1].framing
    assert len(framing) == 5 * 4 * 3
    assert not framing.duplicated(["doc_id", "actor_id", "voice"]).any()
    silent = framing[framing["n_sentences"] == 0]
    assert (silent["verdict"] == "not mentioned").all()
    assert silent["stance"].isna().all()


def test_framing_counts_the_stances_that_are_no_headings(seeds):
    _, result = seeds
    merged = result.stances.merge(result.sentences, on=["doc_id", "sentence_id"])
    counted = merged[~merged["is_heading"]].groupby(["doc_id", "actor_id"]).size()
    for row in result.framing.query("voice == 'all' and n_sentences > 0").itertuples():
        assert counted[row.doc_id, row.actor_id] == row.n_sentences
    assert merged["is_heading"].any()


def test_the_soviet_union_is_found_and_not_counted(seeds):
    mentions = seeds[1].mentions
    assert "predecessor" in set(mentions["kind"])
    only_soviet = analysis.analyse([analysis.document("The Soviet Union aided the port in 1956.")])
    assert list(only_soviet.mentions["kind"]) == ["predecessor"]
    assert only_soviet.stances.empty
    assert list(only_soviet.documents["status"]) == ["no actor"]


def test_what_a_careful_reader_would_see_first(seeds):
    """At least the essay that praises is told from the article that rebukes."""
    corpus, result = seeds
    by_name = {document.path.rsplit("/", 1)[-1][:3]: document.doc_id for document in corpus}
    cells = result.framing.query("voice == 'author'").set_index(["doc_id", "actor_id"])
    assert cells.loc[(by_name["000"], "CN"), "verdict"] in ("favourable", "leaning favourable")
    assert cells.loc[(by_name["000"], "KP"), "stance"] > 0.2
    assert cells.loc[(by_name["001"], "US"), "stance"] < -0.1
    assert cells.loc[(by_name["001"], "RU"), "stance"] > cells.loc[(by_name["001"], "US"), "stance"] + 0.2
    assert cells.loc[(by_name["000"], "US"), "verdict"] == "not mentioned"
    assert cells.loc[(by_name["003"], "RU"), "verdict"] == "too little evidence"


def test_a_title_is_scored_and_shown_and_not_counted():
    document = analysis.document("Russia held a vote.", title="Russia is a brutal aggressor")
    result = analysis.analyse([document])
    (title,) = result.titles.itertuples()
    assert (title.actor_id, title.label) == ("RU", "unfavourable")
    assert result.framing.query("actor_id == 'RU' and voice == 'all'")["n_sentences"].item() == 1


def test_a_document_in_another_language_is_listed_and_not_scored():
    russian = (
        "Китай и Россия укрепляют сотрудничество в области энергетики, заявил представитель министерства. "
        * 4
    )
    result = analysis.analyse(
        [analysis.document(russian), analysis.document("China and Russia met on Monday.")]
    )
    assert list(result.documents["status"]) == ["other language", "scored"]
    assert set(result.framing["doc_id"]) == {result.documents["doc_id"][1]}
    assert set(result.sentences["doc_id"]) == {result.documents["doc_id"][1]}


def test_nothing_gives_empty_tables_with_their_columns():
    result = analysis.analyse([])
    for name in TABLES:
        assert list(getattr(result, name).columns) == list(COLUMNS[name])
        assert getattr(result, name).empty


def test_two_equal_texts_keep_two_ids_and_equal_figures():
    twins = [analysis.document("Russia is a brutal aggressor. China left. Russia lied. Russia fled.")] * 2
    result = analysis.analyse(twins)
    assert result.documents["doc_id"].is_unique
    assert result.documents["group_id"].nunique() == 1
    first, second = (
        rows.drop(columns="doc_id").reset_index(drop=True) for _, rows in result.framing.groupby("doc_id")
    )
    assert first.equals(second)


def test_progress_is_told_after_each_document():
    told = []
    analysis.analyse(
        [analysis.document("China left."), analysis.document("Russia left.")],
        progress=lambda *args: told.append(args),
    )
    assert [(done, total) for done, total, _ in told] == [(1, 2), (2, 2)]


def test_actors_can_be_chosen_by_id():
    documents = [analysis.document("China and Russia left.")]
    assert set(analysis.analyse(documents, ["RU"]).framing["actor_id"]) == {"RU"}
    assert set(analysis.analyse(documents, "RU").framing["actor_id"]) == {"RU"}
    with pytest.raises(analysis.ActorsError):
        analysis.analyse(documents, ["XX"])


def test_the_row_of_an_actor_named_twice_is_the_mention_furthest_from_zero():
    text = "Russia held a vote, and brutal Russia invaded its neighbour."
    result = analysis.analyse([analysis.document(text)])
    (row,) = result.stances.itertuples()
    places = [(text, m.start, m.end) for m in result.mentions.itertuples()]
    stances = analysis.score_spans(places)[:, 2] - analysis.score_spans(places)[:, 0]
    assert row.n_mentions == 2
    assert abs(row.stance) == pytest.approx(max(abs(stances)), abs=2e-4)


WORDS = st.sampled_from(
    [
        "China",
        "Russia",
        "Kim",
        "Jong",
        "Un",
        "the",
        "United",
        "States",
        "said",
        "that",
        "praised",
        "condemned",
        "peace",
        "threat",
        "“aid”",
        "was",
        "not",
        ".",
        ",",
        ";",
        "and",
        "\n\n",
        "U.S.",
        "朝鲜",
        "<b>",
        "&amp;",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=3, max_size=60))
def test_any_text_keeps_every_promise(words):
    text = " ".join(words)
    if not text.strip():
        return
    try:
        document = analysis.document(text)
    except analysis.DocumentError:
        return
    result = analysis.analyse([document])
    for name in TABLES:
        check_table(name, getattr(result, name))
    sums = result.stances[["unfavourable", "neutral", "favourable"]].sum(axis=1)
    assert ((sums - 1).abs() < 3e-4).all()
    for row in result.sentences.itertuples():
        assert document.text[row.start : row.end] == row.text


@settings(max_examples=10, deadline=None)
@given(
    st.sampled_from(["China", "Russia", "North Korea"]), st.sampled_from(["China", "Russia", "North Korea"])
)
def test_a_name_swapped_for_another_keeps_the_stance_of_the_lexicon(one, other):
    template = "{} broke its word and bullied the island. Officials from {} held talks. {} sent generous aid."
    figures = []
    for name in (one, other):
        document = analysis.document(template.format(name, name, name))
        result = analysis.analyse([document], scorer=LexiconScorer())
        figures.append(list(result.stances["stance"]))
    assert figures[0] == figures[1]


def test_a_document_has_the_same_figures_alone_and_among_others(seeds):
    corpus, together = seeds
    alone = analysis.analyse([corpus[3]])
    mine = together.framing[together.framing["doc_id"] == corpus[3].doc_id].reset_index(drop=True)
    assert alone.framing.equals(mine)


def test_a_restored_block_is_analysed_and_leaves_the_removed(seeds):
    corpus, _ = seeds
    block = corpus[3].removed[0]
    result = analysis.analyse([analysis.restore(corpus[3], block.block_id)])
    assert result.sentences["text"].str.contains(block.text, regex=False).any()
    assert block.block_id not in set(result.removed["block_id"])


def test_evidence_is_what_the_figure_counts(seeds):
    _, result = seeds
    for cell in result.framing.query("voice == 'author' and n_sentences > 0").itertuples():
        rows = analysis.evidence(result, cell.doc_id, cell.actor_id, voice="author")
        assert len(rows) == cell.n_sentences
        assert (rows["label"] == "favourable").sum() == cell.n_favourable
        assert rows["stance"].mean() == pytest.approx(cell.stance, abs=1e-4)


def test_evidence_comes_in_three_orders(seeds):
    _, result = seeds
    doc_id = result.documents["doc_id"][0]
    clearest, reading, drawn = (
        analysis.evidence(result, doc_id, "CN", order=o) for o in ("clearest", "reading", "random")
    )
    assert clearest["stance"].abs().is_monotonic_decreasing
    assert reading["sentence_id"].is_monotonic_increasing
    assert set(drawn["sentence_id"]) == set(reading["sentence_id"])
    assert list(drawn["sentence_id"]) == list(
        analysis.evidence(result, doc_id, "CN", order="random")["sentence_id"]
    )
    with pytest.raises(analysis.RequestError, match="loudest"):
        analysis.evidence(result, order="loudest")


def test_a_missing_text_or_figure_is_our_own_error():
    with pytest.raises(AssertionError, match="text is missing"):
        make_table("mentions", [("d", 0, "RU", 0, 1, None, "name")])
    with pytest.raises(AssertionError, match="figure is missing"):
        make_table("titles", [("d", "RU", "t", math.nan, 0.5, 0.5, 0.0, "neutral", False)])


def test_no_cell_of_a_csv_starts_a_formula(seeds):
    corpus, _ = seeds
    hostile = replace(corpus[0], title="=HYPERLINK(1)", source="@SUM(1)", notes=("-1+1",))
    table = neutralise_formulas(analysis.analyse([hostile]).documents)
    assert table.loc[0, "title"] == "'=HYPERLINK(1)"
    assert table.loc[0, "source"] == "'@SUM(1)"
    assert table.loc[0, "notes"] == "'-1+1"
    assert table.loc[0, "n_chars"] > 0


@pytest.mark.parametrize(
    "text",
    [
        "According to a report by KCNA on the 12th, Kim Jong Un left Pyongyang by train to visit Russia.",
        "The Kremlin announced on Monday that Kim Jong Un would pay a visit to Vladivostok.",
    ],
)
def test_a_plain_report_is_reported(text):
    stances = analysis.analyse([analysis.document(text)]).stances
    row = stances[stances["actor_id"] == "KP"].iloc[0]
    assert (row["label"], row["voice"]) == ("neutral", "reported")
