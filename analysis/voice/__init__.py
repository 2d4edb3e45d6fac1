"""Whose view a clause gives: the author's, or somebody's whose words are reported.

What stands in quotation marks, or depends on a reporting verb, is reported;
the subject of the verb itself stands in the author's voice ("China condemned
…" is the author's statement). The words are in `cues.toml` and `holders.toml`.
"""

from analysis.voice.attributions import find_attributions
from analysis.voice.quotations import find_quotations
from analysis.voice.telling import attribution_at, tell_voice

__all__ = ["attribution_at", "find_attributions", "find_quotations", "tell_voice"]
