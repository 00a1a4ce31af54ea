"""Bytes to text, as a browser would: byte order mark, header, meta element; then what these get wrong.

A label that does not fit the bytes is passed over, and bytes that are plainly UTF-8 are read so, whatever
their label says. Where no label fits, the page's language and the look of its bytes tell.
"""

import codecs
import re
from collections.abc import Iterator

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

_LABELS = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso88591": "cp1252",
    "iso_8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "l1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "ansi_x3.4-1968": "cp1252",
    "x-cp1252": "cp1252",
    "iso-8859-9": "cp1254",
    "iso8859-9": "cp1254",
    "latin5": "cp1254",
    "iso-8859-8-i": "iso8859-8",
    "logical": "iso8859-8",
    "tis-620": "cp874",
    "iso-8859-11": "cp874",
    "windows-874": "cp874",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "koi": "koi8-r",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
    "gb2312": "gb18030",
    "gb_2312": "gb18030",
    "gb_2312-80": "gb18030",
    "csgb2312": "gb18030",
    "chinese": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "cn-big5": "big5hkscs",
    "x-x-big5": "big5hkscs",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "ms_kanji": "cp932",
    "ms932": "cp932",
    "windows-31j": "cp932",
    "x-euc-jp": "euc-jp",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601-1989": "cp949",
    "ksc5601": "cp949",
    "ksc_5601": "cp949",
    "korean": "cp949",
    "euc-kr": "cp949",
    "windows-949": "cp949",
    "macintosh": "mac_roman",
    "x-mac-roman": "mac_roman",
    "x-mac-cyrillic": "mac_cyrillic",
    "utf8": "utf-8",
    "x-unicode20utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "unicode": "utf-16-le",
    "utf-16": "utf-16-le",
}
"""Labels that on the web mean another encoding than they say, or that Python does not know (WHATWG)."""

_KIN = {
    "big5hkscs": ("cp950",),
    "cp932": ("shift_jis_2004",),
    "euc_jp": ("euc_jis_2004",),
    "shift_jis": ("cp932",),
}
"""Encodings that read what another of the same label on the web has no character for."""

_OF_LANGUAGE = {
    "cp1250": ("bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"),
    "cp1251": ("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"),
    "cp1253": ("el",),
    "cp1254": ("az", "ku", "tr"),
    "cp1255": ("he", "iw"),
    "cp1256": ("ar", "fa", "ur"),
    "cp1257": ("et", "lt", "lv"),
    "cp1258": ("vi",),
    "cp874": ("th",),
}
"""What a browser takes for a page without a label, by language, where its alphabet leaves little choice."""

_GUESSED = (
    "gb18030",
    "big5",
    "cp932",
    "euc_jp",
    "cp949",
    "cp1251",
    "koi8_r",
    "cp1253",
    "cp1255",
    "cp1256",
    "cp874",
)
_WIDE = {"big5hkscs", "cp932", "cp949", "cp950", "euc_jp", "gb18030", "shift_jis"}
"""Encodings of two bytes a character, of which a few in a row may be UTF-8 by chance."""

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_LANGUAGE = re.compile(rb"<html[^>]{0,300}?\slang\s*=\s*[\"']?\s*([a-z]{2})", re.IGNORECASE)
_HEAD = 4096  # bytes searched for a meta element; browsers look at 1024, real pages are later than that
_START = 1000  # bytes in which a page of two bytes a character shows itself
_CHANCE = 4  # characters of UTF-8 from which bytes labelled otherwise are UTF-8
_SAMPLE = 6000  # bytes from which an encoding is guessed
_FOREIGN = re.compile(rb"[^<>\s]*[\x80-\xff][^<>]*")
_FEWEST = 12  # bytes beyond ASCII from which a guess is worth something
_MOSTLY = 0.5  # their share in such text from which it is in another alphabet
_LONGEST = 3  # bytes of the beginning of a character
_OPEN = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_CP1252 = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]
_LOST = "\ufffd"


def decode(content: bytes, content_type: str = "") -> str:
    """The text of a page; never raises.

    >>> decode("Größe".encode("cp1252"), "text/html; charset=utf-8")
    'Größe'
    >>> decode("Größe".encode(), "text/html; charset=iso-8859-1")
    'Größe'
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding, "ignore" if len(content) % 2 else "replace")
    declared = list(dict.fromkeys(_declared(content, content_type)))
    if declared and declared[0] != "utf-8" and (text := _utf8_after_all(content, declared[0])):
        return text
    for encoding in (*declared, "utf-8"):
        for kin in (encoding, *_KIN.get(encoding, ())):
            if (read := _whole(content, kin)) is not None:
                return read
    return _guessed(content, declared)


def _declared(content: bytes, content_type: str) -> Iterator[str]:
    """The encodings that a page claims, the most trusted first."""
    if (header := _CHARSET.search(content_type)) and (said := _known(header[1])):
        yield said
    if (meta := _META.search(content[:_HEAD])) and (said := _known(meta[1].decode("ascii", "ignore"))):
        # A meta element that could be read as ASCII cannot be UTF-16 (WHATWG: taken as UTF-8).
        yield "utf-8" if said.startswith("utf-16") else said
    nulls = content[:_START:2].count(0), content[1:_START:2].count(0)
    if max(nulls) * 4 > min(len(content), _START):
        yield "utf-16-be" if nulls[0] > nulls[1] else "utf-16-le"


def _known(label: str) -> str:
    """The name of the encoding that a label stands for; empty where it is none of the web."""
    name = label.strip().lower()
    try:
        codec = codecs.lookup(_LABELS.get(name, name))
    except (LookupError, ValueError):
        return ""
    return codec.name if _is_web(codec) else ""


def _is_web(codec: codecs.CodecInfo) -> bool:
    """Whether a codec is one of pages: "rot13" and "base64" are none of texts, "idna" is none of the web."""
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


def _utf8_after_all(content: bytes, label: str) -> str:
    """The text of bytes that are UTF-8 whatever their label says; empty where they are not."""
    if content.isascii() or label.startswith("utf"):
        return ""
    text = _whole(content, "utf-8") or ""
    enough = _CHANCE if label in _WIDE else 1
    foreign = [char for char in text if char > "\x7f"]
    return text if len(foreign) >= enough and min(foreign) > "\x9f" else ""


def _whole(content: bytes, encoding: str) -> str | None:
    """All the bytes in an encoding, but for a character cut off at the end; None where any do not fit."""
    narrow = b"<" in content[:_START] and b"\0" not in content[:_START]
    if (narrow and encoding.startswith("utf-16")) or (encoding == "cp1252" and _OPEN.search(content)):
        return None
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if len(content) - error.start > _LONGEST:
            return None
    except (LookupError, ValueError):
        return None
    try:
        return codecs.getincrementaldecoder(encoding)().decode(content)
    except (LookupError, ValueError):
        return None


def _guessed(content: bytes, declared: list[str]) -> str:
    """A page with a few broken bytes keeps its encoding; else the encoding is told by language and bytes.

    Bytes of another encoding are UTF-8 by chance only here and there: where most of them are, the page is.
    """
    for encoding in dict.fromkeys(("utf-8", *declared)):
        text = content.decode(encoding, "replace")
        if encoding != "cp1252" and text.count(_LOST) * 3 <= sum(char > "\x7f" for char in text):
            return text
    for encoding in (_of_language(content), _told(content)):
        if encoding and (found := _whole(content, encoding)) is not None:
            return found
    # The five bytes that windows-1252 leaves open are C1 controls on the web.
    return "".join(_CP1252[byte] for byte in content)


def _of_language(content: bytes) -> str:
    """The encoding of a page that says its language, as a browser takes it."""
    match = _LANGUAGE.search(content[:_HEAD])
    language = match[1].decode().lower() if match else ""
    return next((encoding for encoding, of in _OF_LANGUAGE.items() if language in of), "")


def _told(content: bytes) -> str:
    """What the bytes look like, where most are of another alphabet; empty where that cannot be told.

    Encodings of Latin letters look much alike: among them windows-1252 stands, as in browsers.
    """
    sample = b" ".join(_FOREIGN.findall(content))[:_SAMPLE]
    letters = sum(byte > 0x40 for byte in sample)
    foreign = sum(byte > 0x7F for byte in sample)
    if foreign < max(_FEWEST, letters * _MOSTLY):
        return ""
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_GUESSED)).best()
    return best.encoding if best else ""
