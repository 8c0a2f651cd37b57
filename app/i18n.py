"""The window's language. A leaf below everything that shows text.

Every text that the window shows is written in English and passes one of two functions::

    tr("Add folder…")                         looked up now
    tr("Listen to {name}").format(name=name)  whole sentences, parts by name; no f-string
    tr("%n song(s) chosen", "", number)       "1 song chosen", "1,204 songs chosen"
    tr("Open", "a crate")                     where one English text has two meanings
    mark("Off")                               at the level of a module or class, too early to look:
                                              ``tr(WORDS[key])`` does where it is shown

``packaging/translations.py`` finds the texts (lupdate), keeps them in resources/translations/*.ts,
and makes the files of them that are read here (lrelease). Names of tag fields, and sentences of the
engine, are English.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from mer_core.paths import RESOURCES
from mer_core.settings import LANGUAGES

_FOLDER = RESOURCES / "translations"


class _Spoken:
    """The language in use, and Qt's own texts in it, which live as long as they are held."""

    language = "en"
    of_qt: QTranslator | None = None


def tr(text: str, about: str = "", number: int | None = None) -> str:
    """``text`` in the language in use; in English where that has none for it.

    ``number`` chooses among the forms of a language that counts, and is written for "%n"; "(s)" in
    the English is "s" but for one.
    """
    of_number = -1 if number is None else number
    told = _translator(_Spoken.language).translate("", text, about or None, of_number)
    if number is None:
        return told or text
    told = told or text.replace("(s)", "" if number == 1 else "s")
    return told.replace("%n", f"{number:,}")


def mark(text: str, _about: str = "") -> str:
    """``text`` itself, which ``tr`` looks up where it is shown: lupdate finds it by this name."""
    return text


def language() -> str:
    """The language in use, one of LANGUAGES."""
    return _Spoken.language


def speak(language: str) -> None:
    """Use ``language``, one of LANGUAGES (empty: the system's), in all that is made from now on.

    What stands on the screen stays as it is.
    """
    _Spoken.language = spoken(language)
    if _Spoken.of_qt is not None:
        QCoreApplication.removeTranslator(_Spoken.of_qt)
    _Spoken.of_qt = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if _Spoken.of_qt.load(f"qtbase_{_Spoken.language}", folder):
        QCoreApplication.installTranslator(_Spoken.of_qt)


def spoken(language: str) -> str:
    """What ``speak`` would choose."""
    return language or _of_system()


def _of_system() -> str:
    """The first language of the system's that there is: by its script too, for who reads the one
    Chinese may not read the other.
    """
    for wanted in map(QLocale, QLocale.system().uiLanguages()):
        for known in filter(None, LANGUAGES):
            ours = QLocale(known)
            if (ours.language(), ours.script()) == (wanted.language(), wanted.script()):
                return known
    return "en"


@cache
def _translator(language: str) -> QTranslator:
    """An empty one where there is no file, as for English."""
    translator = QTranslator()
    translator.load(f"moodline_{language}", str(_FOLDER))
    return translator
