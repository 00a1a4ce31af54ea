"""Bytes are read as a browser would read them, and better where their label is wrong."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rarewatch.articles.decode import decode

HTML = "text/html; charset="
RUSSIAN = "Экспорт магнитов вырос до 353 тонн"
CHINESE = "中国六月稀土磁铁出口增至三百五十三吨"
TAIWANESE = "中國六月稀土磁鐵出口增至三百五十三噸"
JAPANESE = "中国の磁石輸出は6月に353トンに増加した"
KOREAN = "중국의 희토류 자석 수출이 353톤으로 증가했다"
GBK = CHINESE.encode("gbk")
POLISH = "Eksport wzrósł, źródła mówią o większej ilości"
GERMAN = "Größere Mengen für 5 € – „über“ Übersee"

LATIN, CYRILLIC, GREEK, HEBREW = (0xC0, 0x17F), (0x410, 0x44F), (0x391, 0x3CE), (0x5D0, 0x5EA)
ARABIC, THAI, KANA, HAN, HANGUL = (
    (0x621, 0x64A),
    (0xE01, 0xE2E),
    (0x30A1, 0x30F6),
    (0x4E00, 0x9FA5),
    (0xAC00, 0xD7A3),
)
LETTERS = (0xC0, 0xD7FF)
LABELS = {
    "utf-8": ("utf-8", LETTERS),
    "unicode-1-1-utf-8": ("utf-8", LETTERS),
    "latin1": ("cp1252", LATIN),
    "iso-8859-1": ("cp1252", LATIN),
    "us-ascii": ("cp1252", LATIN),
    "windows-1252": ("cp1252", LATIN),
    "iso-8859-2": ("iso8859-2", LATIN),
    "windows-1250": ("cp1250", LATIN),
    "windows-1251": ("cp1251", CYRILLIC),
    "koi8-r": ("koi8-r", CYRILLIC),
    "iso-8859-7": ("iso8859-7", GREEK),
    "windows-1253": ("cp1253", GREEK),
    "iso-8859-9": ("cp1254", LATIN),
    "windows-1255": ("cp1255", HEBREW),
    "windows-1256": ("cp1256", ARABIC),
    "windows-1257": ("cp1257", LATIN),
    "windows-1258": ("cp1258", LATIN),
    "tis-620": ("cp874", THAI),
    "gb2312": ("gb18030", LETTERS),
    "gbk": ("gb18030", LETTERS),
    "gb18030": ("gb18030", LETTERS),
    "big5": ("big5hkscs", HAN),
    "shift_jis": ("cp932", HAN),
    "x-sjis": ("cp932", HAN),
    "windows-31j": ("cp932", HAN),
    "euc-jp": ("euc-jp", HAN),
    "iso-2022-jp": ("iso2022_jp", KANA),
    "euc-kr": ("cp949", HANGUL),
    "ks_c_5601-1987": ("cp949", HANGUL),
    "macintosh": ("mac_roman", LATIN),
}


@pytest.mark.parametrize(
    ("content", "header", "text"),
    [
        # what is labelled right, by the names of the web
        (GERMAN.encode("cp1252"), f"{HTML}iso-8859-1", GERMAN),
        (GERMAN.encode("cp1252"), f"{HTML}ASCII", GERMAN),
        (CHINESE.encode("gb18030"), f"{HTML}gb2312", CHINESE),
        (JAPANESE.encode("cp932"), f"{HTML}x-sjis", JAPANESE),
        ("①㈱髙".encode("cp932"), f"{HTML}shift_jis", "①㈱髙"),
        ("똠방각하".encode("cp949"), f"{HTML}euc-kr", "똠방각하"),
        ("香港嘅新聞".encode("big5hkscs"), f"{HTML}big5", "香港嘅新聞"),
        ("裏 恒".encode("cp950"), f"{HTML}big5", "裏 恒"),
        (f"<p>{GERMAN}".encode("utf-16-le"), f"{HTML}utf-16", f"<p>{GERMAN}"),
        (f'<meta charset="utf-16"><p>{GERMAN}'.encode(), "", f'<meta charset="utf-16"><p>{GERMAN}'),
        (b'<?xml version="1.0" encoding="koi8-r"?>' + RUSSIAN.encode("koi8-r"), "", RUSSIAN),
        (b"<META content='text/html; charset=Windows-1251'>" + RUSSIAN.encode("cp1251"), "", RUSSIAN),
        # the mark beats the header, the header beats the meta element
        (GERMAN.encode("utf-8-sig"), f"{HTML}iso-8859-1", GERMAN),
        (GERMAN.encode("utf-16"), f"{HTML}utf-8", GERMAN),
        (b"<meta charset=iso-8859-2>" + RUSSIAN.encode("cp1251"), f"{HTML}windows-1251", RUSSIAN),
        # what is labelled wrong
        (GERMAN.encode("cp1252"), f"{HTML}utf-8", GERMAN),
        (GERMAN.encode(), f"{HTML}iso-8859-1", GERMAN),
        (CHINESE.encode(), f"{HTML}gb2312", CHINESE),
        (CHINESE.encode("gb18030"), f"{HTML}utf-8", CHINESE),
        (b"<meta charset=gbk>" + CHINESE.encode("gb18030"), f"{HTML}utf-8", CHINESE),
        (RUSSIAN.encode("cp1251"), f"{HTML}utf-8", RUSSIAN),
        (f"<html lang='pl'><p>{POLISH}".encode("cp1250"), f"{HTML}utf-8", POLISH),
        (f"<p>{GERMAN}".encode(), f"{HTML}utf-16", GERMAN),
        (CHINESE.encode(), f"{HTML}rot13", CHINESE),
        (CHINESE.encode(), f"{HTML}nonsense", CHINESE),
        # what is not labelled
        (GERMAN.encode("cp1252"), "", GERMAN),
        ("caf\xe9 ‘x’".encode("cp1252"), "", "café ‘x’"),
        (RUSSIAN.encode("cp1251"), "", RUSSIAN),
        ((RUSSIAN * 9).encode("koi8-r"), "", RUSSIAN),
        (CHINESE.encode("gb18030"), "", CHINESE),
        (TAIWANESE.encode("big5"), "", TAIWANESE),
        (JAPANESE.encode("cp932"), "", JAPANESE),
        (JAPANESE.encode("euc-jp"), "", JAPANESE),
        (KOREAN.encode("cp949"), "", KOREAN),
        (f"<p>{GERMAN}".encode("utf-16-be"), "", f"<p>{GERMAN}"),
        # what is broken: a character cut off at the end is left out, a broken byte costs only itself
        ("Größe ü".encode()[:-1], f"{HTML}utf-8", "Größe "),
        (("Größe ü".encode()[:-1]), f"{HTML}iso-8859-1", "Größe "),
        (CHINESE.encode("gb18030")[:-1], f"{HTML}gb2312", CHINESE[:-1]),
        ("Größe".encode("utf-16")[:-1], "", "Größ"),
        (f"{GERMAN} ".encode() + b"\xff" + CHINESE.encode(), f"{HTML}utf-8", f"{GERMAN} \ufffd{CHINESE}"),
        (GBK + b"\xff " + GBK, f"{HTML}gbk", f"{CHINESE}\ufffd {CHINESE}"),
        (b"", "", ""),
    ],
)  # fmt: skip
def test_bytes_become_the_text_that_was_meant(content: bytes, header: str, text: str) -> None:
    """By mark, header and meta element; by the bytes themselves where these are wrong or missing."""
    found = decode(content, header)
    assert found.endswith(text)
    assert "\ufffd" in text or "\ufffd" not in found


def _is_utf8(content: bytes) -> bool:
    """Whether bytes are UTF-8 by chance, but for a character cut off at the end."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        return bool(decoder.decode(content))
    except UnicodeDecodeError:
        return False


def _encodable(text: str, encoding: str) -> str:
    return text.encode(encoding, "ignore").decode(encoding)


@given(st.data(), st.sampled_from(sorted(LABELS)), st.booleans())
def test_what_is_labelled_reads_back(data: st.DataObject, label: str, in_header: bool) -> None:
    """Text in any encoding of the web, with its label in the header or a meta element."""
    encoding, (first, last) = LABELS[label]
    drawn = data.draw(st.text(st.characters(min_codepoint=first, max_codepoint=last), max_size=40))
    text = _encodable(drawn, encoding)
    content = text.encode(encoding)
    if content.isascii() or label.startswith("utf") or not _is_utf8(content):
        page = f"<p>{label}</p>".encode() + content
        header = f"{HTML}{label}" if in_header else "text/html"
        meta = b"" if in_header else f'<meta http-equiv="Content-Type" content="{HTML}{label}">'.encode()
        assert decode(meta + page, header).endswith(f"</p>{text}")


@given(st.binary(max_size=200), st.text(max_size=30))
def test_never_raises(content: bytes, header: str) -> None:
    """Whatever the bytes and the header are, text comes out."""
    assert isinstance(decode(content, f"{HTML}{header}"), str)
