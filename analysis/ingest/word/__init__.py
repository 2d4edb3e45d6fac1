"""Word files (.docx, .docm). What reads them, and the library that it needs, is loaded with the first one.

Old ones (.doc) and those with a password are recognised, and refused with what to do.
"""

from analysis.errors import DocumentError
from analysis.ingest.records import Draft, Material
from analysis.ingest.word.package import is_word

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OLD = "WordDocument".encode("utf-16-le")


def looks_like(material: Material) -> bool:
    """Whether its parts are those of a Word file, new, old or locked, whatever it is called."""
    data = material.data
    if data.startswith(_OLE):
        return _OLD in data or (_LOCKED in data and material.suffix not in (".xlsx", ".xlsm", ".pptx"))
    return is_word(data, is_called_so=material.suffix in (".docx", ".docm", ".dotx", ".dotm"))


def read(material: Material) -> list[Draft]:
    """The document as one draft. Raises DocumentError."""
    name = material.name
    if material.data.startswith(_OLE):
        if _LOCKED in material.data:
            raise DocumentError(
                name, "", "it is protected by a password", "open it with its password and save it without one"
            )
        raise DocumentError(
            name, "", "this is an old Word file (.doc)", "open it in Word and save it as .docx"
        )
    from analysis.ingest.word.draft import make_draft

    return [make_draft(material)]
