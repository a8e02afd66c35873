"""Letting sounds be heard from the settings, at a volume that is not in force yet."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from facemon.settings import Settings, SoundSettings
from facemon.ui.tone import Fault

_TRIAL_MS = 6_000  # enough to know a sound by; then it ends, and the volume in force is back


class Speaker(Protocol):
    """What plays the sounds: `facemon.ui.sound.AlarmSound`."""

    @property
    def problem(self) -> str: ...
    @property
    def sound_problem(self) -> str: ...
    @property
    def outputs(self) -> dict[str, str]: ...
    @property
    def default_output(self) -> str: ...
    @property
    def outputs_changed(self) -> SignalInstance: ...
    def sounds(self) -> list[str]: ...
    def explain(self, fault: Fault) -> str: ...
    def play(self, sound: str) -> bool: ...
    def stop(self) -> None: ...
    def set_volume(self, volume: int) -> None: ...
    def set_output(self, output: SoundSettings) -> None: ...


class Trial(QObject):
    """Plays one sound for a short while, unless an alarm sounds.

    Args:
        settings: those in force.
    """

    told = Signal(str)  # a sentence: why nothing is heard; empty where something is

    def __init__(self, speaker: Speaker, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.speaker = speaker
        self._settings = settings
        self._trying = False
        self._timer = QTimer(self, singleShot=True, interval=_TRIAL_MS)
        self._timer.timeout.connect(self.end)

    def play(self, sound: str, volume: int, output: SoundSettings) -> None:
        """Let a sound be heard at this volume on this output, or say why it cannot be."""
        if not self.speaker.play(sound):
            self.told.emit(self.tr("An alarm is sounding. Try again when it is over."))
            return
        self.speaker.set_volume(volume)
        self.speaker.set_output(output)
        self._trying = True
        self._timer.start()
        self.told.emit(self.speaker.problem)

    def set_volume(self, volume: int) -> None:
        """Play what is being tried at another volume."""
        if self._trying:
            self.speaker.set_volume(volume)

    def set_output(self, output: SoundSettings) -> None:
        """Play what is being tried on another output."""
        if self._trying:
            self.speaker.set_output(output)

    def end(self) -> None:
        """End what is being tried, and put the volume in force back."""
        self._timer.stop()
        if self._trying:
            self._trying = False
            self.speaker.stop()
            self.speaker.set_volume(self._settings.ui.volume)
            self.speaker.set_output(self._settings.sound)
