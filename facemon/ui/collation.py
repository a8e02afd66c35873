"""The order of names that people expect in the language in use: 北门 by its pinyin, door 2 before door 10."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCollator, QLocale, Qt


def by_name() -> Callable[[str], Any]:
    """Return what sorts names in the language in use: a key for `sorted`, good until the language changes."""
    collator = QCollator(QLocale())
    collator.setNumericMode(True)
    collator.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return functools.cmp_to_key(collator.compare)
