"""`framelens agree`: the same figures as the function, and nothing written."""

import re

import pytest
from reviewing import result, time

import analysis
from analysis import review
from analysis.cli import main

SAMPLE = review.draw_sample(result(), n=15, at=time(0))


def folder_of(path, **answers):
    with analysis.open_workspace(path, create=True) as workspace:
        review.keep_sample(workspace, SAMPLE)
        for coder, labels in answers.items():
            for item, label in zip(SAMPLE.items, labels, strict=True):
                review.keep_code(workspace, SAMPLE, item.item_id, label=label, voice="author", coder=coder)
    return path


ANA = ["neutral", "favourable", "unfavourable"] * 5
BEN = ["neutral", "favourable", "neutral"] * 5


def test_it_prints_the_figures_of_several_workspaces_and_writes_nothing(tmp_path, capsys):
    folders = [folder_of(tmp_path / "ana", Ana=ANA), folder_of(tmp_path / "ben", Ben=BEN)]
    before = [(folder / "workspace.sqlite").read_bytes() for folder in folders]
    assert main(["agree", *map(str, folders)]) == 0
    out = capsys.readouterr().out
    told = review.agreement(review.read_coding(*folders))
    people = told.alphas[(told.alphas["between"] == "coders") & (told.alphas["actor_id"] == "")].set_index(
        "what"
    )
    (line,) = re.findall(r"^  all coders +stance +all +n = 15 +(.*)$", out, re.MULTILINE)
    lower, upper = (f"{people.loc['stance', end]:.3f}" for end in ("lower", "upper"))
    assert line.split() == [
        f"{people.loc['stance', 'alpha']:.3f}",
        lower,
        "to",
        upper,
        *people.loc["stance", "band"].split(),
    ]
    assert "Coders: Ana, Ben." in out
    assert "15 of 15 items coded; 10 settled, 0 of them decided by a person; 5 coded and not settled" in out
    assert result().scorer in out
    assert [(folder / "workspace.sqlite").read_bytes() for folder in folders] == before
    assert main(["agree", *map(str, folders[::-1])]) == 0
    assert capsys.readouterr().out == out


def test_the_machine_gets_no_band(tmp_path, capsys):
    main(["agree", str(folder_of(tmp_path / "ana", Ana=ANA))])
    out = capsys.readouterr().out
    assert "a second one is needed" in out
    assert not re.search(r"rely|tentative", out)


def test_a_sample_is_chosen_and_one_that_is_not_there_is_said(tmp_path, capsys):
    folder = str(folder_of(tmp_path / "ana", Ana=ANA))
    assert main(["agree", folder, "--sample", SAMPLE.sample_id]) == 0
    assert main(["agree", folder, "--sample", "nope"]) == 2
    assert "no such sample" in capsys.readouterr().err


@pytest.mark.parametrize("make", [False, True])
def test_a_folder_without_a_sample_is_said_and_none_is_made(tmp_path, capsys, make):
    if make:
        analysis.open_workspace(tmp_path / "ws", create=True).close()
    assert main(["agree", str(tmp_path / "ws")]) == 2
    assert ("no sample" if make else "no workspace") in capsys.readouterr().err
    assert (tmp_path / "ws").exists() == make


def test_the_alpha_of_a_hand_checked_table(tmp_path, capsys):
    """The last table of cases/alpha.csv: 0, 0, 2, 2 beside 0, 1, 1, 2; ordinal 0.708."""
    sample = review.draw_sample(result(), n=4, at=time(0))
    labels = ("unfavourable", "neutral", "favourable")
    with analysis.open_workspace(tmp_path / "ws", create=True) as workspace:
        review.keep_sample(workspace, sample)
        for coder, codes in {"Ana": (0, 0, 2, 2), "Ben": (0, 1, 1, 2)}.items():
            for item, code in zip(sample.items, codes, strict=True):
                review.keep_code(workspace, sample, item.item_id, label=labels[code], coder=coder)
    main(["agree", str(tmp_path / "ws")])
    assert re.search(
        r"all coders +stance +all +n = 4 +0\.708 +tentative$", capsys.readouterr().out, re.MULTILINE
    )
