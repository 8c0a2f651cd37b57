"""Text whose alphabet no tag states: which code page its bytes are.

They are UTF-8 where they can be. Else they are Western (cp1252) wherever that reads like a Western
language: most old tags are, and a "Motцrhead" is worse than a page that is not guessed. Only where
it does not is another page taken, the one that chardet finds for all texts of an album together,
since a title alone is too short.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence

WESTERN = "cp1252"
#: What is guessed beside Western, and how many times likelier than Western it must be. Latin pages
#: share most letters with it; Turkish differs in six letters that only Icelandic has too.
_LATIN = {"cp1250": 2.0, "cp1254": 1.25}
#: Scripts with capitals: chardet knows their words in small letters only.
_CASED = ("cp1251", "koi8-r", "cp866", "cp1253")
_ONE_BYTE = (*_CASED, "cp1255", "cp1256", "cp874")
_OTHERS = (*_ONE_BYTE, "cp932", "euc_jis_2004", "gb18030", "big5hkscs", "cp949")
#: So many letters must look wrong in a Western reading before it is given up.
_MIN_ODD = 4
_FULL_V1 = 30  # bytes: a text of this length was probably cut

_LETTERS = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœßðþšžÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŸŒÐÞŠŽ"
_UPPER = "".join(letter for letter in _LETTERS if letter.isupper())
_TYPOGRAPHY = "‘’“”´·–—…«»©®™°"
_ACCENT = re.compile(f"[{_LETTERS}]")
_SIGN = re.compile(rf"[^\x00-\x7f{_LETTERS}{_TYPOGRAPHY}]")
_MARK = re.compile(rf"[^\x00-\x7f{_LETTERS}‘’“”–—…]")
_ASCII = re.compile("[A-Za-z]")
#: A sign in the midst of a word, a currency before one, a capital after a small letter.
_ODD = re.compile(
    rf"(?<=[A-Za-z{_LETTERS}])[^\x00-\x7f{_LETTERS}{_TYPOGRAPHY}](?=[A-Za-z{_LETTERS}])"
    rf"|^[^\x00-\x7f{_LETTERS}{_TYPOGRAPHY}¿¡¼½¾²³][A-Za-z{_LETTERS}]|[a-z][{_UPPER}]"
)
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_MIXED = re.compile(r"[A-Za-z][^\W\d_\x00-\x7f]|[^\W\d_\x00-\x7f][A-Za-z]")
_INSIDE = re.compile(r"[a-z][\x80-\xff]|[\x80-\xff][a-z]")


def decoded(data: bytes, page: str) -> str:
    """``data`` as text: UTF-8 where it is that, else ``page``, else Western; never U+FFFD."""
    text = _utf8(data)
    if text is None and page != WESTERN:
        text = _strictly(data, page)
    return western(data) if text is None else text


def is_latin(page: str) -> bool:
    """Whether a guessed page is for languages in Latin letters."""
    return page == WESTERN or page in _LATIN


def fits(data: bytes, page: str) -> bool:
    """Whether a guessed page may be used for one text of an album: not for a Western name among
    texts in another script.
    """
    return is_latin(page) or not (_INSIDE.search(data.decode("latin-1")) and not _oddness(data))


def western(data: bytes) -> str:
    """``data`` in cp1252; the five bytes that it does not define become control characters."""
    return "".join(
        bytes((byte,)).decode("latin-1" if byte in b"\x81\x8d\x8f\x90\x9d" else WESTERN)
        for byte in data
    )


def is_undecided(data: bytes) -> bool:
    """Whether only a guess can tell what the bytes say."""
    return _utf8(data) is None


def guess(texts: Iterable[bytes]) -> str:
    """The code page of texts that belong together, those of one album; cp1252 unless they clearly
    have another.
    """
    undecided = [data for data in texts if is_undecided(data)]
    evidence = [data for data in undecided if len(data) != _FULL_V1]
    found = _guess(evidence or undecided)
    if found == WESTERN and not evidence:  # half a character at an end hides a page
        found = _guess([data[:-1] for data in undecided])
    return found


def _guess(texts: Sequence[bytes]) -> str:
    is_odd = _oddness(b"\n".join(texts)) >= _MIN_ODD
    pages = (*_LATIN, *_OTHERS) if is_odd else tuple(_LATIN)
    likely = _likely(texts, pages)
    for page in _CASED if is_odd else ():
        small = [_in_small_letters(data, page) for data in texts]
        if small != list(texts):
            likely[page] = _likely(small, (page,)).get(page, 0.0)
    for page in _ONE_BYTE:
        if sum(len(_MIXED.findall(_strictly(data, page) or "")) for data in texts) > 1:
            likely[page] = 0.0  # letters of two scripts in one word: half a Chinese character
    best = max(pages, key=lambda page: likely.get(page, 0.0))
    needed = _LATIN.get(best, 1.0) * likely.get(WESTERN, 0.0)
    return best if likely.get(best, 0.0) > needed else WESTERN


def _likely(texts: Sequence[bytes], pages: Sequence[str]) -> dict[str, float]:
    """How sure chardet is of each of these pages, 0 to 1."""
    import chardet

    ranked = chardet.detect_all(
        b"\n".join(dict.fromkeys(texts)),
        ignore_threshold=True, compat_names=False, include_encodings=(WESTERN, *pages),
        no_match_encoding=WESTERN, empty_input_encoding=WESTERN,
    )  # fmt: skip
    names = {codecs.lookup(page).name: page for page in (WESTERN, *pages)}
    found = {codecs.lookup(entry["encoding"]).name: entry["confidence"] for entry in ranked
             if entry["encoding"]}  # fmt: skip
    return {names[name]: value for name, value in found.items() if name in names}


def _in_small_letters(data: bytes, page: str) -> bytes:
    """A text that is all capitals in ``page``, in small letters."""
    text = _strictly(data, page)
    return text.lower().encode(page, "ignore") if text is not None and text.isupper() else data


def _oddness(data: bytes) -> int:
    """How many letters beyond ASCII stand in words that no Western language writes so."""
    odd = 0
    for word in set(western(data).split()):
        accents, signs = len(_ACCENT.findall(word)), len(_SIGN.findall(word))
        plain = len(_ASCII.findall(word))
        is_foreign = accents > max(1, plain) and (accents > 2 or not plain)
        if is_foreign or signs >= max(2, plain) or _ODD.search(word):
            odd += accents + len(_MARK.findall(word))
    return odd


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason != "unexpected end of data" or len(data) != _FULL_V1:
            return None
        # ID3v1 cuts after 30 bytes. One byte alone may as well be a Western letter at the end,
        # though no capital after a small letter.
        text, tail = data[: error.start].decode("utf-8"), data[error.start :]
        is_cut = not text.isascii() or len(tail) > 1 or (tail < b"\xe0" and text[-1:].islower())
        return text if is_cut else None


def _strictly(data: bytes, page: str) -> str | None:
    """The text in ``page``, without half a character at the end; None where it is none."""
    try:
        text = codecs.getincrementaldecoder(page)().decode(data)
    except UnicodeDecodeError:
        return None
    return None if _PRIVATE.search(text) else text
