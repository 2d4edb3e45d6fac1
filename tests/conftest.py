"""Laws are tried on the same generated texts at every run; FRAMELENS_EXPLORE=1 tries new and more ones."""

import os

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=1_000, deadline=None)
settings.load_profile("explore" if os.environ.get("FRAMELENS_EXPLORE") else "same")
