"""What is kept of people as a PDF, for whoever answers for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from PySide6.QtCore import QCoreApplication

from facemon.history.stopping import Asked
from facemon.ui.export.report_blocks import Fact, Part, Space, Text
from facemon.ui.export.report_facts import printed
from facemon.ui.export.report_file import write_document
from facemon.ui.export.report_paper import Paper
from facemon.ui.privacy.kept_words import Section


class KeptPaper(msgspec.Struct, frozen=True):
    """What is on it."""

    title: str
    sections: Sequence[Section]
    families: Sequence[str]  # the fonts


def write_kept(target: Path, contents: KeptPaper, stopped: Asked) -> None:
    """Write the PDF. Any thread may.

    Raises:
        ExportError: the target cannot be written.
        Stopped: `stopped` said so.
    """
    write_document(
        target, contents.title, contents.families, lambda paper: _parts(paper, contents), lambda _: None, stopped
    )


def _parts(paper: Paper, contents: KeptPaper) -> Iterator[Part]:
    yield Text(paper, contents.title, points=17, bold=True)
    yield Space(paper, 3)
    yield Fact(paper, QCoreApplication.translate("Report", "Printed"), printed())
    for section in contents.sections:
        yield Text(paper, section.title, points=12, bold=True, heading=True)
        for sentence in section.sentences:
            yield Text(paper, sentence, points=10)
