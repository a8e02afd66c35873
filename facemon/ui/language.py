"""The language of the window: which one, and the translators that bring it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from shiboken6 import isValid

from facemon.resource import resources

log = logging.getLogger(__name__)


class _Current:
    language = "en"
    translators: tuple[QTranslator, ...] = ()


# By the language part of a BCP 47 tag. Readers of any other Chinese get this one: it is nearer to them than English.
_LANGUAGES = {"en": "en", "zh": "zh_CN"}


def chosen(setting: str, ui_languages: Iterable[str]) -> str:
    """Return the language to show: "en" or "zh_CN".

    Args:
        setting: "en" or "zh_CN"; anything else, as "auto", goes by the next.
        ui_languages: what the user reads, the preferred one first, as tags like "zh-Hans-CN".
    """
    if setting in _LANGUAGES.values():
        return setting
    known = (_LANGUAGES.get(re.split("[-_]", tag)[0].lower()) for tag in ui_languages)
    return next((language for language in known if language), "en")


def shown() -> str:
    """Return the language in which the window is: "en" or "zh_CN"."""
    return _Current.language


def install(app: QCoreApplication, setting: str) -> None:
    """Show `app` in the language of a setting ("auto", "en", "zh_CN") from now on.

    Every widget gets a LanguageChange event. Dates and numbers follow the system where its language is the chosen one.
    """
    system = QLocale.system()
    language = chosen(setting, system.uiLanguages())
    _Current.language = language  # before anybody hears of the change
    locale = QLocale(language)
    # By their names: to ask for a language makes the names of all there are.
    same = system.name().partition("_")[0] == locale.name().partition("_")[0]
    QLocale.setDefault(system if same else locale)
    for old in filter(isValid, _Current.translators):
        app.removeTranslator(old)
        old.deleteLater()
    _Current.translators = ()
    # Qt's own texts first: a translator installed later is asked earlier.
    if language != "en":
        _add(app, Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)) / f"qtbase_{language}.qm")
    _add(app, resources() / "translations" / f"facemon_{language}.qm")


def _add(app: QCoreApplication, path: Path) -> None:
    translator = QTranslator(app)
    if translator.load(str(path)):
        app.installTranslator(translator)
        _Current.translators += (translator,)
    else:
        translator.deleteLater()
        log.warning("no translation in %s", path)
