"""What is wrong with a settings file, for whoever has to put it right."""

from __future__ import annotations

from facemon.phrase import QT_TRANSLATE_NOOP

AT_LINE = QT_TRANSLATE_NOOP("Settings", "{file}, line {line}: {sentence}")
IN_FILE = QT_TRANSLATE_NOOP("Settings", "{file}: {sentence}")


class SettingsError(Exception):
    """The settings file cannot be used as it is, or cannot be written.

    `str()` of it is the whole message in English. To translate it: `template` and `frame` in the context "Settings",
    fill `fields` into the former, then that as {sentence}, `file` and `line` into the latter.

    Args:
        template: the sentence, marked for translation, with named {fields}.
        file: the file's name, without folders.
        line: counted from 1; None where the mistake is in no line.
        field: the key as the file spells it, with its section: "device.port"; empty where it is none in particular.
        fields: what goes into the sentence.
    """

    def __init__(
        self, template: str, *, file: str = "settings.toml", line: int | None = None, field: str = "", **fields: object
    ) -> None:
        super().__init__(template)
        self.template = template
        self.file = file
        self.line = line
        self.field = field
        self.fields = fields

    @property
    def message(self) -> str:
        """The sentence alone, in English."""
        return self.template.format(**self.fields)

    @property
    def frame(self) -> str:
        """What goes around the sentence: file and, where it is known, line."""
        return IN_FILE if self.line is None else AT_LINE

    def __str__(self) -> str:
        return self.frame.format(file=self.file, line=self.line, sentence=self.message)
