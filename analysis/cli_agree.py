"""`framelens agree`: what coded samples say of people and machine, as text."""

import argparse

import pandas as pd

from analysis.errors import RequestError
from analysis.review import CODERS, MACHINE, SETTLED, CodingAgreement, agreement, read_coding


def add_agree(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument(
        "workspaces", nargs="+", metavar="WORKSPACE", help="folders of workspaces; several are read as one"
    )
    parser.add_argument("--sample", metavar="ID", help="only this sample (default: all)")
    parser.set_defaults(run=agree)


def agree(options: argparse.Namespace) -> int:
    """Print the agreement of the workspaces' samples; nothing is written."""
    coding = read_coding(*options.workspaces)
    if not coding.samples:
        raise RequestError(
            f"{', '.join(options.workspaces)}: there is no sample in it; draw one and code it in the dashboard."
        )
    told = agreement(coding, sample_ids=[options.sample] if options.sample else None)
    print("\n".join(write_agreement(told)))
    return 0


def write_agreement(told: CodingAgreement) -> list[str]:
    """The figures as lines for a terminal. The machine is as it was when the samples were drawn."""
    lines = [
        f"Samples: {', '.join(told.samples)}. Coders: {', '.join(told.coders) or 'none'}.",
        f"{told.n_coded} of {told.n_items} items coded; {told.n_settled} settled, {told.n_decided} of them decided "
        f"by a person; {told.n_left_out} coded and not settled; “cannot tell” {told.n_unsure} times.",
    ]
    if not told.n_coded:
        return lines
    people = told.alphas[~told.alphas["between"].str.startswith(f"{MACHINE} / ")]
    lines += ["", "Agreement of people (Krippendorff's alpha; stance ordinal, voice nominal; range 90 %)"]
    if people.empty:
        lines.append("  One coder agrees with nobody: a second one is needed.")
    lines += [_write_alpha(row) for _, row in people.iterrows() if row["n_items"]]
    lines += ["", f"Machine ({', '.join(told.scorers)}) with people"]
    machine = told.alphas[told.alphas["between"].str.startswith(f"{MACHINE} / ")]
    lines += [_write_alpha(row) for _, row in machine.iterrows() if row["n_items"]]
    lines += ["", "Machine on settled items             n  precision  recall    F1"]
    lines += [
        f"  {row['what']:<8}{row['label']:<20}{row['n']:>8}  {_number(row['precision'], 9)} {_number(row['recall'], 7)} {_number(row['f1'], 5)}"
        for _, row in told.classes.iterrows()
        if row["n"] or row["n_machine"]
    ]
    lines += ["", "Signed error: machine's mean stance minus that of people (below 0: too harsh)"]
    lines += [
        f"  {row['actor_id']:<6} n = {row['n_items']:<5} {_signed(row['error'])} {_range(row)}".rstrip()
        for _, row in told.errors.iterrows()
    ]
    return lines


def _write_alpha(row: pd.Series) -> str:
    names = {CODERS: "all coders", f"{MACHINE} / {SETTLED}": "settled"}
    between = names.get(str(row["between"]), str(row["between"]).removeprefix(f"{MACHINE} / "))
    actor = str(row["actor_id"]) or "all"
    text = f"  {between:<22} {row['what']:<7} {actor:<5} n = {row['n_items']:<5} {_number(row['alpha'], 6)} {_range(row)} {row['band']}"
    return text.rstrip()


def _number(value: float, width: int) -> str:
    return f"{value:>{width}.3f}" if value == value else " " * (width - 1) + "–"


def _signed(value: float) -> str:
    return f"{value:+.3f}".replace("-", "−")


def _range(row: pd.Series) -> str:
    if row["lower"] != row["lower"]:
        return " " * 16
    return f"{row['lower']:.3f} to {row['upper']:.3f}".replace("-", "−").ljust(16)
