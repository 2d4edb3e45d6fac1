"""What lies among documents and is none: hidden files, and what systems and programs leave behind."""

# Explorer's pictures and settings, Finder's second half of every file in a ZIP.
_LEFT_BEHIND = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx"})


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is passed over. "~$" is Word's mark of a file that is open."""
    return name.startswith((".", "~$")) or name.casefold() in _LEFT_BEHIND
