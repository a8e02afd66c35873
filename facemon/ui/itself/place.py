"""Where facemon says something of itself, at the top of the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from facemon import fault
from facemon.limit import Limit
from facemon.ui import theme
from facemon.ui.itself.fault_banner import FaultBanner
from facemon.ui.itself.last_end_banner import LastEndBanner
from facemon.ui.itself.log_window import LogWindow
from facemon.ui.itself.newest_watch import NewestWatch
from facemon.ui.itself.stood_still_banner import StoodStillBanner
from facemon.ui.session import Session


class ItselfPlace(QWidget):
    """Takes no room while there is nothing to say."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fault = FaultBanner(fault.book, lambda: session.statuses)
        self.stood_still = StoodStillBanner(self._show_log)
        self.last_end = LastEndBanner(session.last_end, self._show_log)
        self._session = session
        self.newest = NewestWatch(
            session.profile.folder / "newest.json", lambda: session.settings.update.address, parent=self
        )
        session.settings_changed.connect(self.newest.look)
        self._banners: tuple[FaultBanner | StoodStillBanner | LastEndBanner, ...] = (
            self.fault, self.stood_still, self.last_end,
        )  # fmt: skip
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.SPACE, 2 * theme.SPACE, 2 * theme.SPACE, 0)
        layout.setSpacing(theme.SPACE)
        for banner in self._banners:
            layout.addWidget(banner)
            banner.installEventFilter(self)
        self._show_or_hide()

    def restyle(self) -> None:
        """Take up the theme and font in use."""
        for banner in self._banners:
            banner.restyle()

    def make_bundle(self) -> None:
        """Open the dialog that makes the support bundle. It holds no secret: a PIN is asked for in a kiosk alone."""
        if self._session.settings.desk.kiosk:
            # It lets one go through folders, writes over files and opens the file manager, all of which lead outside.
            self._session.lock.open(self.window(), self.tr("Make a support bundle"), self._ask_where_to)
        else:
            self._ask_where_to()

    def close_parts(self, limit: Limit) -> None:
        """Be told no more, and ask no more."""
        self.fault.end()
        self.newest.close(limit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._show_or_hide()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            for banner in self._banners:
                banner.retranslate()
        super().changeEvent(event)

    def _ask_where_to(self) -> QDialog:
        from facemon.ui.itself.bundle_dialog import BundleDialog  # the first frame does not wait for the doctor

        dialog = BundleDialog(self._session.profile, parent=self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    def _show_log(self) -> None:
        log = LogWindow(self._session.profile.log_path, self._session.background, self.window())
        log.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        log.open()

    def _show_or_hide(self) -> None:
        self.setVisible(any(not banner.isHidden() for banner in self._banners))
