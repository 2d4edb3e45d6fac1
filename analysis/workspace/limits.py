"""Every limit of a workspace in one place, each with its reason."""

WAIT = 5.0
"""Seconds to wait while another program writes. A change takes a few hundredths of a second."""

MAX_WHO = 200
"""Characters the name of who changed something may have."""

MAX_NOTE = 20_000
"""Characters of a note, or of one sentence. The longest sentences of laws and minutes have a few thousand."""

MAX_NAME = 1_000
"""Characters a file's name may have. File systems allow 255 bytes; records of a site have longer ones."""

MAX_VALUE = 1_000_000
"""Characters one value may have as JSON: a brief's text has some 20,000."""

MAX_FILE = 50_000_000
"""Bytes of one added file. Reading refuses beyond 5 MB today; room for when it does not."""

MAX_TOTAL = 1_000_000_000
"""Bytes an archive may hold when unpacked: some 10,000 articles as saved web pages."""

MAX_LOG = 200_000_000
"""Bytes of the list of changes in an archive: about half a million changes."""

MAX_MEMBERS = 20_000
"""Files an archive may hold."""

MAX_RATIO = 100
"""How many times larger a file of an archive may be than packed. Text packs 3 to 15 times; what packs better is
exported unpacked, so that every archive that we write can be read."""
