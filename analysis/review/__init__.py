"""A person's hand on the figures: review, blind coding, agreement, recalibration, codes.

    from analysis import review
    kept = review.judge(result, doc_id, sentence_id, "CN", reviewer="Ana", action="change", label="neutral")
    review.keep_reviews(workspace, [kept])
    reviewed = review.apply_reviews(result, review.read_reviews(workspace))
    reviewed.result.framing, reviewed.counts, reviewed.unmatched

    sample = review.draw_sample(result, n=100)
    review.keep_sample(workspace, sample)
    question = review.ask(sample, "1", result)               # without what the machine says
    review.keep_code(workspace, sample, "1", label="neutral", voice="author", coder="Ana")
    review.agreement(review.read_coding(workspace), result).alphas

Whatever a person says is kept in the workspace under the text of its
sentence, and outlives another model and another list of actors.
"""

from analysis.review.agreement import (
    CODERS,
    ITEMS_FOR_RANGE,
    MACHINE,
    RELY,
    SETTLED,
    TENTATIVE,
    CodingAgreement,
    agreement,
    tell_band,
)
from analysis.review.applying import Reviewed, Unmatched, apply_reviews
from analysis.review.coding import (
    Coding,
    Difference,
    Progress,
    Question,
    ask,
    find_differences,
    find_item,
    keep_code,
    keep_codes,
    keep_decision,
    read_coding,
    settle,
    tell_progress,
    withdraw_code,
)
from analysis.review.exporting import FORMS, write_codes, write_reviews, write_sheet, write_tags
from analysis.review.importing import (
    ReadCodes,
    ReadReviews,
    ReadTags,
    import_codes,
    import_reviews,
    import_tags,
)
from analysis.review.places import Place, Places, key_document, key_sentences, normalise
from analysis.review.qda import can_write_qda, write_qda
from analysis.review.recalibrating import (
    MIN_CODED,
    apply_calibration,
    fit_calibration,
    keep_calibration,
    read_calibration,
    switch_calibration,
)
from analysis.review.reviewing import judge, keep_reviews, read_reviews, withdraw_reviews
from analysis.review.sampling import MAX_ITEMS, draw_sample, keep_sample, sample_size
from analysis.review.spreadsheets import Unread
from analysis.review.tagging import (
    CodebookCode,
    Tagged,
    define_code,
    keep_tags,
    make_tag,
    read_codebook,
    read_tags,
    remove_code,
    starter_codes,
    tag_counts,
    take_off_tags,
)
from analysis.workspace.calibrations import Calibration
from analysis.workspace.codes import CANNOT_TELL, LABEL_ANSWERS, VOICE_ANSWERS, Code, Decision
from analysis.workspace.machine import HOLDER_TYPES, VOICES, Machine
from analysis.workspace.reviews import ACTIONS, Review
from analysis.workspace.samples import BY, Item, Sample
from analysis.workspace.tags import Tag

__all__ = [
    "ACTIONS",
    "BY",
    "CANNOT_TELL",
    "CODERS",
    "FORMS",
    "HOLDER_TYPES",
    "ITEMS_FOR_RANGE",
    "LABEL_ANSWERS",
    "MACHINE",
    "MAX_ITEMS",
    "MIN_CODED",
    "RELY",
    "SETTLED",
    "TENTATIVE",
    "VOICES",
    "VOICE_ANSWERS",
    "Calibration",
    "Code",
    "CodebookCode",
    "Coding",
    "CodingAgreement",
    "Decision",
    "Difference",
    "Item",
    "Machine",
    "Place",
    "Places",
    "Progress",
    "Question",
    "ReadCodes",
    "ReadReviews",
    "ReadTags",
    "Review",
    "Reviewed",
    "Sample",
    "Tag",
    "Tagged",
    "Unmatched",
    "Unread",
    "agreement",
    "apply_calibration",
    "apply_reviews",
    "ask",
    "can_write_qda",
    "define_code",
    "draw_sample",
    "find_differences",
    "find_item",
    "fit_calibration",
    "import_codes",
    "import_reviews",
    "import_tags",
    "judge",
    "keep_calibration",
    "keep_code",
    "keep_codes",
    "keep_decision",
    "keep_reviews",
    "keep_sample",
    "keep_tags",
    "key_document",
    "key_sentences",
    "make_tag",
    "normalise",
    "read_calibration",
    "read_codebook",
    "read_coding",
    "read_reviews",
    "read_tags",
    "remove_code",
    "sample_size",
    "settle",
    "starter_codes",
    "switch_calibration",
    "tag_counts",
    "take_off_tags",
    "tell_band",
    "tell_progress",
    "withdraw_code",
    "withdraw_reviews",
    "write_codes",
    "write_qda",
    "write_reviews",
    "write_sheet",
    "write_tags",
]
