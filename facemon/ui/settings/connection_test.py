"""The box “Connection test”: tries a device step by step and lets a person approve its certificate."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from facemon.device.probe import Outcome, Step, StepKind, probe
from facemon.device.status import Certificate, Failure
from facemon.settings import DeviceSettings
from facemon.ui import theme
from facemon.ui.fitting import wrap
from facemon.ui.label import PlainLabel
from facemon.ui.settings import step_words
from facemon.ui.settings.certificate_comparison import CertificateComparison
from facemon.ui.settings.certificate_view import CertificateView
from facemon.ui.settings.probe_run import Probe, ProbeRun, Subject
from facemon.ui.settings.relay import Relay
from facemon.ui.settings.step_row import StepRow


class ConnectionTest(QFrame):
    """Shows the steps of a test and, where one is to be judged, the certificate.

    Args:
        subject: gives what is to be tested; None where the form has mistakes that stand in the way.
        relay: brings the steps over from the test's thread.
        probe: the test itself.
        former: gives the certificate that a setting ("sha256:…") approves, where it is known.
    """

    started = Signal()  # its steps are shown
    judged = Signal()  # there is a certificate to be judged
    approved = Signal(str)  # the SHA-256 of the certificate that the person approves

    def __init__(
        self,
        subject: Callable[[], Subject | None],
        relay: Relay,
        probe: Probe = probe,
        parent: QWidget | None = None,
        *,
        former: Callable[[str], Certificate | None] = lambda _: None,
    ) -> None:
        super().__init__(parent)
        self._former = former
        self.setObjectName("box")
        self._subject = subject
        self._relay = relay
        self._probe = probe
        self._run: ProbeRun | None = None
        self._device: DeviceSettings | None = None
        self._certificate: Certificate | None = None
        self._title = PlainLabel(self.tr("Connection test"), bold=True)
        wrap(self._title)
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._press)
        self.rows = {kind: StepRow() for kind in StepKind}
        self.verdict = PlainLabel(dim=True)
        wrap(self.verdict)
        self.view = CertificateView()
        self.comparison: CertificateComparison | None = None
        self._compared = QVBoxLayout()
        self._advice = PlainLabel()
        wrap(self._advice)
        self.approve = QPushButton(self.tr("Approve this certificate"))
        self.approve.setAutoDefault(False)
        self.approve.clicked.connect(self._approve)
        self._judgement = self._judgement_part()
        self._lay_out()
        self.reset()

    @property
    def running(self) -> bool:
        """Whether a test is under way."""
        return self._run is not None

    def start(self) -> None:
        """Test what the form has now, from the beginning."""
        self.reset()
        subject = self._subject()
        if subject is None:
            return
        self._device = subject.device
        self._show_steps()
        self.started.emit()
        self._await(StepKind.REACH)
        self.button.setText(self.tr("Stop"))
        self._run = ProbeRun(subject, self._relay, self._take, self._end, self._probe)

    def stop(self) -> None:
        """End a test that is under way, within a second."""
        if self._run is not None:
            self._run.stop()
            self._run = None
            self.button.setText(self.tr("Test again"))

    def reset(self) -> None:
        """Forget the last test: it was of something else."""
        self.stop()
        self._certificate = None
        self._judgement.hide()
        for row in self.rows.values():
            row.hide()
        self._say(self.tr("Tries every step from this computer to the device, and changes nothing."))
        self.button.setText(self.tr("Test connection"))

    def judge(self, certificate: Certificate, *, changed_from: str) -> None:
        """Show a certificate for the person to approve; beside the one that was approved before, if any."""
        changed = bool(changed_from)
        self._certificate = certificate
        self.view.set_certificate(certificate)
        self.view.setVisible(not changed)
        self._compare(CertificateComparison(self._former(changed_from), changed_from, certificate) if changed else None)
        if changed:
            advice = self.tr(
                "This is not the certificate that was approved. Before you approve it, ask who looks after the device."
            )
        else:
            advice = self.tr("Compare the fingerprint with the device's own display or the installer's sheet.")
        self._advice.setText(advice)
        self.approve.setProperty("danger", changed)
        self.approve.setProperty("primary", not changed)
        self.approve.style().unpolish(self.approve)
        self.approve.style().polish(self.approve)
        self._judgement.show()
        self.judged.emit()

    def restyle(self) -> None:
        """Take up the application's font after it has changed."""
        for row in self.rows.values():
            row.restyle()
        if self.comparison is not None:
            self.comparison.restyle()

    def _compare(self, comparison: CertificateComparison | None) -> None:
        if self.comparison is not None:
            self.comparison.hide()
            self.comparison.deleteLater()
        self.comparison = comparison
        if comparison is not None:
            self._compared.addWidget(comparison)

    def _press(self) -> None:
        if self.running:
            self.stop()
            self._hide_untried()
            self._say(self.tr("Stopped before the end."))
        else:
            self.start()

    def _take(self, step: Step) -> None:
        device = self._device
        if device is None:
            return
        text, behind = step_words.outcome(step, device)
        tried = step.outcome is not Outcome.SKIPPED
        elapsed = self.tr("{number} ms").format(number=round(step.elapsed_ms)) if tried else ""
        self.rows[step.kind].show_outcome(step_words.mark(step), text, behind, elapsed)
        if step.certificate is not None and step.outcome is Outcome.NEEDS_APPROVAL:
            self.judge(step.certificate, changed_from="")
        elif step.certificate is not None and step.failure is Failure.CERTIFICATE_CHANGED:
            self.judge(step.certificate, changed_from=device.certificate)
        following = list(StepKind)[list(StepKind).index(step.kind) + 1 :]
        if following:
            self._await(following[0])

    def _await(self, kind: StepKind) -> None:
        self.rows[kind].show_attempt(step_words.attempt(kind), running=True)

    def _end(self, failed: bool) -> None:  # noqa: FBT001 - a callback with one meaning
        self._run = None
        self.button.setText(self.tr("Test again"))
        self._hide_untried()
        if failed:
            self._say(self.tr("The test itself failed. The log file says why."))

    def _say(self, sentence: str) -> None:
        self.verdict.setText(sentence)
        self.verdict.show()

    def _hide_untried(self) -> None:
        for row in self.rows.values():
            row.setVisible(row.finished)

    def _approve(self) -> None:
        if self._certificate is not None:
            self.approved.emit(self._certificate.sha256)
            self.start()
            self.button.setFocus()  # the one pressed is gone, and the next in line would be Cancel

    def _show_steps(self) -> None:
        self.verdict.hide()
        for kind, row in self.rows.items():
            row.show_attempt(step_words.attempt(kind))
            row.show()

    def _judgement_part(self) -> QWidget:
        part = QWidget()
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, theme.SPACE, 0, 0)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._advice)
        layout.addWidget(self.view)
        layout.addLayout(self._compared)
        layout.addWidget(self.approve, 0, Qt.AlignmentFlag.AlignRight)
        return part

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.button)
        layout = QVBoxLayout(self)
        margin = round(1.75 * theme.SPACE)
        layout.setContentsMargins(margin, margin - 1, margin, margin)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(head)
        layout.addWidget(self.verdict)
        for row in self.rows.values():
            layout.addWidget(row)
        layout.addWidget(self._judgement)
