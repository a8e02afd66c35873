"""What can be set, as frozen data. The file that keeps it is `facemon.settings.file`."""

from __future__ import annotations

import msgspec

# What may raise an alarm or sound, the most pressing first: of one event, the first rule that raises it counts.
RULES = (
    "blacklist",
    "watchlist",  # a person on this desk's own watch list
    "nonlive",
    "device",  # what the device itself raises: forced, held open, tampered with
    "not_kept",  # the history cannot be written
    "offline",
    "fever",
    "denied",  # one person is denied again and again
    "visitor_time",  # a visitor outside the time of the visit
    "no_mask",
    "stranger",
    "unknown",
    "visitor",
    "staff",
)
PRIORITIES = ("low", "medium", "high", "critical")


class DeviceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One door device as the technician set it up."""

    id: str  # stable and unique in the file
    name: str
    group: str = ""  # the site, building or floor it belongs to; empty: none
    host: str
    port: int = 8000
    username: str = ""  # empty: no sign-in
    certificate: str = ""  # "sha256:" and 64 hexadecimal digits; "ca"; empty: ask once
    serial: str = ""  # its serial number, as it told the first time; empty: not known yet
    event_serial: str = ""  # the one in its events, where that is another; empty: the same
    enabled: bool = True
    door_control: bool = False


class AlarmRule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"raise_": "raise"}):
    """When something raises an alarm or sounds, and how. `facemon.settings.check` has the keys of each rule."""

    raise_: bool = False  # it needs attention until acknowledged
    priority: str = "medium"  # of `PRIORITIES`
    sound: str = ""  # a file of resources/sounds without ending, a path, or "" for none
    repeat: bool = False  # the sound goes on until acknowledged
    devices: tuple[str, ...] = ()  # the ids of the only devices it is for; empty: all
    hours: tuple[str, ...] = ()  # when it raises, like "mon-fri 22:00-06:00" or "sat,sun"; empty: always
    window: int = 600  # seconds within which repeats of the same person or kind join
    instruction: str = ""  # what to do, in lines; one that begins with "- " is ticked off
    note_required: bool = False  # it cannot be acknowledged without a note
    self_acknowledge: int = 0  # seconds until it acknowledges itself; 0: never. A critical one never does
    after: int = 60  # "offline" alone: seconds until it speaks
    temperature: float = 37.3  # "fever" alone: °C from which it speaks
    times: int = 3  # "denied" alone: so often within `minutes`
    minutes: int = 5  # "denied" alone


class HistorySettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How long and how much is kept."""

    keep_days: int = 90
    keep_gb: int = 20
    backup_folder: str = ""  # an absolute path; every day's first run copies the history there. Empty: no backup


class PicturePrivacy(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is done with the pictures of one category of event."""

    blur: bool = False  # blurred until clicked
    picture_days: int | None = None  # kept so many days; 0: never kept; None: for as long as the facts


class PrivacySettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is done with pictures, by category; the fields are the words of `facemon.event.Category`."""

    staff: PicturePrivacy = PicturePrivacy()
    visitor: PicturePrivacy = PicturePrivacy()
    stranger: PicturePrivacy = PicturePrivacy()
    nonlive: PicturePrivacy = PicturePrivacy()
    blacklist: PicturePrivacy = PicturePrivacy()
    unknown: PicturePrivacy = PicturePrivacy()
    device: PicturePrivacy = PicturePrivacy()

    def of(self, category: str) -> PicturePrivacy:
        """Return what is done with the pictures of a category.

        Raises:
            KeyError: there is no such category.
        """
        return self.by_category()[category]

    def by_category(self) -> dict[str, PicturePrivacy]:
        """Return the same for every category, by its word."""
        return msgspec.structs.asdict(self)


class UiSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the program looks and sounds at this desk."""

    language: str = "auto"  # auto, en, zh_CN
    theme: str = "dark"  # dark, light, system
    font_size: int = 100  # per cent of the usual size, 80 to 200
    volume: int = 80  # per cent, 0 to 100
    motion: bool = True  # False: nothing moves or flashes by itself, whatever the system says


class AttentionSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How alarms come to the guard and are answered at this desk."""

    quick_notes: tuple[str, ...] = ()  # at most nine, each a key; empty: facemon's own in the user's language
    looking_minutes: int = 5  # how long "I am looking into it" keeps an alarm silent, 1 to 60
    louder_after: int = 30  # seconds until a high or critical alarm grows louder and takes the foreground; 0: never
    supervisor_after: int = 0  # seconds until the supervisor is told of it; 0: never
    command: tuple[str, ...] = ()  # a program and its arguments, run to reach the supervisor
    webhook: str = ""  # an https address that is told, to reach the supervisor
    webhook_header: str = ""  # the name of a header whose value is kept with the passwords
    notification: bool = True  # by the desktop, where facemon's window is not in front
    notification_names: bool = True  # people's names in it; without, nothing is told on a locked screen
    red_frame: bool = False  # around the whole screen, for critical alarms
    self_test_hours: int = 0  # how often the guard is asked whether a test sound was heard; 0: never


class DeskSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the window stands at this desk."""

    kiosk: bool = False  # full screen, and left by who knows the administrator's PIN alone
    full_screen: bool = False  # the window begins so; F11 leaves it
    keep_awake: bool = True  # the display neither blanks nor locks by itself while the window is there
    touch: str = "auto"  # of `check.TOUCH`: whether all that is pressed is as large as a finger


class SoundSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where alarms are heard."""

    output: str = ""  # as the system identifies it over restarts; empty: the system's default, whichever that is
    output_name: str = ""  # what to call it while it is not there


class UpdateSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether it is looked up which version of facemon is the newest. Nothing is ever installed."""

    address: str = ""  # an https address that tells it, asked once a day; empty: nobody is asked


DEFAULT_ALARMS = {
    "blacklist": AlarmRule(raise_=True, priority="critical", sound="blacklist", repeat=True),
    "watchlist": AlarmRule(raise_=True, priority="high", sound="watchlist", repeat=True),
    "device": AlarmRule(raise_=True, priority="high", sound="device"),
    "nonlive": AlarmRule(raise_=True, priority="high", sound="nonlive"),
    "not_kept": AlarmRule(raise_=True, priority="high", sound="offline"),
    "offline": AlarmRule(raise_=True, priority="high", sound="offline"),
    "fever": AlarmRule(raise_=True, sound="unknown"),
    "denied": AlarmRule(raise_=True, sound="unknown"),
    "visitor_time": AlarmRule(raise_=True, priority="low"),
    "no_mask": AlarmRule(priority="low"),
    "stranger": AlarmRule(sound="stranger"),
    "unknown": AlarmRule(priority="low"),
    "visitor": AlarmRule(priority="low"),
    "staff": AlarmRule(priority="low"),
}


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"devices": "device"}):
    """The whole file. Immutable: a change makes a new one."""

    devices: tuple[DeviceSettings, ...] = ()
    alarm: dict[str, AlarmRule] = msgspec.field(default_factory=lambda: dict(DEFAULT_ALARMS))
    attention: AttentionSettings = AttentionSettings()
    desk: DeskSettings = DeskSettings()
    history: HistorySettings = HistorySettings()
    privacy: PrivacySettings = PrivacySettings()
    sound: SoundSettings = SoundSettings()
    ui: UiSettings = UiSettings()
    update: UpdateSettings = UpdateSettings()

    def device(self, device_id: str) -> DeviceSettings | None:
        """Return the device with this id, or None."""
        return next((device for device in self.devices if device.id == device_id), None)

    def rule(self, name: str) -> AlarmRule:
        """Return the rule of this name (of `RULES`), the default where the file has none."""
        return self.alarm.get(name) or DEFAULT_ALARMS.get(name, AlarmRule())
