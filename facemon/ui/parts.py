"""All that the window is built of, to be loaded beside its event loop before it is built."""

from __future__ import annotations

from facemon.ui import chinese_font
from facemon.ui.alarms.attention import Attention
from facemon.ui.alarms.rows import alarm_key
from facemon.ui.alarms_apart import AlarmsApart
from facemon.ui.appearance import Appearance
from facemon.ui.at_the_desk import AtTheDesk
from facemon.ui.chosen_event import ChosenEvent
from facemon.ui.columns import Columns
from facemon.ui.coming.coming import Coming, ComingSource
from facemon.ui.detail import DetailPanel
from facemon.ui.device_panel.place import DevicePanels
from facemon.ui.door_place import DoorPlace
from facemon.ui.duty.place import DutyPlace
from facemon.ui.feed.panel import FeedPanel
from facemon.ui.first_start.place import FirstStartPlace
from facemon.ui.groups_apart import GroupsApart
from facemon.ui.guide.place import GuidePlace
from facemon.ui.history.opening import HistoryPlace
from facemon.ui.itself.place import ItselfPlace
from facemon.ui.kiosk import Kiosk
from facemon.ui.leaving import Leaving
from facemon.ui.passphrase.place import PassphrasePlace
from facemon.ui.privacy.blurring import Blurring
from facemon.ui.report.handover import HandoverDesk
from facemon.ui.report.opening import ReportPlace
from facemon.ui.self_test import SelfTestBanner
from facemon.ui.settings_place import SettingsPlace
from facemon.ui.standing import Standing
from facemon.ui.status_bar import StatusBar
from facemon.ui.top_bar import TopBar
from facemon.ui.trust_place import TrustPlace
from facemon.ui.unreported import UnreportedPlace
from facemon.ui.watch.place import WatchPlace
from facemon.ui.welcome import WelcomePanel
from facemon.ui.window_keys import WindowKeys
from facemon.ui.zone import Zone

__all__ = [
    "AlarmsApart",
    "Appearance",
    "AtTheDesk",
    "Attention",
    "Blurring",
    "ChosenEvent",
    "Columns",
    "Coming",
    "ComingSource",
    "DetailPanel",
    "DevicePanels",
    "DoorPlace",
    "DutyPlace",
    "FeedPanel",
    "FirstStartPlace",
    "GroupsApart",
    "GuidePlace",
    "HandoverDesk",
    "HistoryPlace",
    "ItselfPlace",
    "Kiosk",
    "Leaving",
    "PassphrasePlace",
    "ReportPlace",
    "SelfTestBanner",
    "SettingsPlace",
    "Standing",
    "StatusBar",
    "TopBar",
    "TrustPlace",
    "UnreportedPlace",
    "WatchPlace",
    "WelcomePanel",
    "WindowKeys",
    "Zone",
    "alarm_key",
    "chinese_font",
]
