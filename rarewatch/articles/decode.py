"""Bytes to text, as a browser would: byte order mark, header, meta element, then UTF-8 or windows-1252."""

import codecs
import re
from collections.abc import Iterator

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

_LABELS = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
    "iso-8859-11": "cp874",
    "windows-874": "cp874",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "x-mac-roman": "mac_roman",
    "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
}
"""Labels that mean another encoding on the web than their name says (WHATWG Encoding Standard)."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_HEAD = 4096  # bytes searched for a meta element; browsers look at 1024, real pages are later than that


def decode(content: bytes, content_type: str = "") -> str:
    """The text of a page; never raises. A declared encoding that does not fit the bytes is passed over."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding, "replace")
    for encoding in _declared(content, content_type):
        try:
            return content.decode(encoding)
        except (LookupError, UnicodeError, ValueError):
            continue
    return _guessed(content, content_type)


def _declared(content: bytes, content_type: str) -> Iterator[str]:
    if header := _CHARSET.search(content_type):
        yield _known(header[1])
    if meta := _META.search(content[:_HEAD]):
        found = _known(meta[1].decode("ascii", "ignore"))
        # A meta element that could be read as ASCII cannot be UTF-16 (WHATWG: taken as UTF-8).
        yield "utf-8" if found.startswith("utf-16") else found
    yield "utf-8"


def _known(label: str) -> str:
    name = label.strip().lower()
    try:
        codec = codecs.lookup(_LABELS.get(name, name))
    except (LookupError, ValueError):
        return "utf-8"
    # Codecs such as "rot13" or "base64" are no text encodings, "idna" and "punycode" none of the web.
    return codec.name if _is_web(codec) else "utf-8"


def _is_web(codec: codecs.CodecInfo) -> bool:
    return getattr(codec, "_is_text_encoding", True) and codec.name not in {
        "idna",
        "punycode",
        "undefined",
        "unicode_escape",
        "raw_unicode_escape",
        "unicode-escape",
        "raw-unicode-escape",
        "utf-7",
    }


def _guessed(content: bytes, content_type: str) -> str:
    """A page with a few broken bytes keeps its declared encoding; anything else is windows-1252."""
    for encoding in _declared(content, content_type):
        text = content.decode(encoding, "replace")
        if encoding != "cp1252" and text.count("\ufffd") * 100 < sum(char > "\x7f" for char in text):
            return text
    # The five bytes that windows-1252 leaves open are C1 controls on the web.
    return "".join(_CP1252[byte] for byte in content)


_CP1252 = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]
