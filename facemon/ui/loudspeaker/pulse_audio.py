"""The sound of a system with PulseAudio or PipeWire, asked directly.

Qt connects to PulseAudio once a process (seen with 6.11.3): where the server is not there at the start, or is away for
more than some three seconds, that process stays without sound for ever. It also takes 40 MB, and a fifth of a second
to begin. This takes 5, and tries again as long as it takes.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from facemon.ui.loudspeaker import pulse
from facemon.ui.loudspeaker.audio import DUMMY, Outputs
from facemon.ui.mixer import SampleFormat

AGAIN = 2.0  # seconds until a server that does not answer is tried again: an attempt costs 0.2 ms of CPU
PATIENCE = 2.0  # seconds that a server has for an answer before it counts as one without outputs
_NOTHING = Outputs({}, "")
_FORMAT = SampleFormat(48_000, 2, "h")  # whatever the output has: the server converts
_STARTED = 0.02  # seconds of samples with which the output begins; less waits for more
_ASKED_FOR = 0.01  # seconds of room that the server tells of
_ENDED = (pulse.STREAM_FAILED, pulse.STREAM_TERMINATED)


class PulseAudio:
    """Implements `facemon.ui.loudspeaker.audio.Audio`. Raises OSError or AttributeError where there is no libpulse."""

    waits = True

    def __init__(self) -> None:
        self._pulse = pulse.load()
        self._loop = self._pulse.pa_mainloop_new()
        self._context: int | None = None
        self._ready = False
        self._begun_at = time.monotonic()
        self._connect_at = 0.0
        self._connects = 0
        self._outputs: Outputs | None = None
        self._stale = False  # what is known, or will be answered next, has changed since
        self._unanswered = 0
        self._names: dict[str, str] = {}
        self._default = ""
        self._stream: int | None = None
        self._given = 0  # bytes
        self._doubtful = False  # the stream has ended: perhaps because its output is gone, which the next answer tells
        # Kept here: libpulse does not keep Python's objects alive.
        self._on_change = pulse.OnChange(self._changed)
        self._on_sink = pulse.OnSink(self._take_sink)
        self._on_server = pulse.OnServer(self._take_server)

    def outputs(self) -> Outputs | None:
        """Return what there is now; None while that is being asked for, a second or two at most."""
        now = time.monotonic()
        if self._context is None and now >= self._connect_at:
            self._connect(now)
        state = self._pulse.pa_context_get_state(self._context) if self._context is not None else None
        if state in (pulse.CONTEXT_FAILED, pulse.CONTEXT_TERMINATED):
            self._disconnect(now)
        elif state == pulse.CONTEXT_READY and not self._ready:
            self._ready = self._stale = True
            self._pulse.pa_context_set_subscribe_callback(self._context, self._on_change, None)
            self._forget(self._pulse.pa_context_subscribe(self._context, pulse.SUBSCRIBE_SINKS_AND_SERVER, None, None))
        if self._state() in _ENDED and not self._doubtful:
            self._doubtful = self._stale = True
            self._outputs, self._begun_at = None, now
        if self._stale and self._ready and not self._unanswered:
            self._ask()
        if self._outputs is None and now - self._begun_at > PATIENCE:
            self._outputs = _NOTHING
        return self._outputs

    def open(self, output: str, seconds: float) -> SampleFormat | None:
        """Begin to open an output in place of the open one, to hold so many seconds; None where it refuses."""
        self.close()
        if not self._ready:
            return None
        size = _FORMAT.rate * _FORMAT.frame_size  # bytes a second
        buffer = pulse.BufferAttributes(
            pulse.WHATEVER, int(size * seconds), int(size * _STARTED), int(size * _ASKED_FOR), pulse.WHATEVER
        )
        # Not muted, whatever the desktop remembers of facemon; not moved, since the window says where it sounds.
        flags = pulse.STREAM_ADJUST_LATENCY | pulse.STREAM_DONT_MOVE | pulse.STREAM_START_UNMUTED
        spec = pulse.SampleSpec(pulse.SAMPLE_S16, _FORMAT.rate, _FORMAT.channels)
        self._stream = self._pulse.pa_stream_new(self._context, b"Alarms", spec, None)
        if self._stream is None:
            return None
        if self._pulse.pa_stream_connect_playback(self._stream, output.encode(), buffer, flags, None, None) < 0:
            self.close()
            return None
        return _FORMAT

    def close(self) -> None:
        """Close the open output, if any."""
        stream, self._stream, self._given, self._doubtful = self._stream, None, 0, False
        if stream is not None:
            self._pulse.pa_stream_disconnect(stream)
            self._pulse.pa_stream_unref(stream)

    def room(self) -> int:
        """Return how many frames the open output takes now."""
        return self._room() // _FORMAT.frame_size

    def write(self, samples: bytes) -> None:
        """Give the open output samples, no more than it has room for."""
        if self._state() == pulse.STREAM_READY:
            self._pulse.pa_stream_write(self._stream, samples, len(samples), None, 0, 0)
            self._given += len(samples)

    def progress(self) -> int:
        """Return what changes whenever samples have gone through the open output: bytes, given and wanted."""
        return self._given + self._room() if self._given else 0

    def failed(self) -> bool:
        """Return whether the open output has refused or is gone."""
        return self._doubtful and self._outputs is not None

    def run(self, turn: Callable[[], float]) -> int:
        """Call `turn` whenever something has happened, and after as many seconds as it returns, for ever."""
        while (
            self._pulse.pa_mainloop_prepare(self._loop, int(turn() * 1e6) + 1) >= 0
            and self._pulse.pa_mainloop_poll(self._loop) >= 0
            and self._pulse.pa_mainloop_dispatch(self._loop) >= 0
        ):
            pass
        return 1

    def wake(self) -> None:
        """Have `turn` called. From any thread."""
        self._pulse.pa_mainloop_wakeup(self._loop)

    def _connect(self, now: float) -> None:
        self._context = self._pulse.pa_context_new(self._pulse.pa_mainloop_get_api(self._loop), b"facemon")
        # Where the system has it so, libpulse starts a server: once.
        flags = pulse.CONTEXT_NOAUTOSPAWN if self._connects else 0
        self._connects += 1
        if self._pulse.pa_context_connect(self._context, None, flags, None) < 0:
            self._disconnect(now)

    def _disconnect(self, now: float) -> None:
        self.close()
        if self._context is not None:
            self._pulse.pa_context_disconnect(self._context)
            self._pulse.pa_context_unref(self._context)
        self._context, self._ready, self._stale, self._unanswered = None, False, False, 0
        self._connect_at = now + AGAIN
        self._outputs = _NOTHING

    def _ask(self) -> None:
        self._stale = False
        self._names, self._default = {}, ""
        for operation in (
            self._pulse.pa_context_get_server_info(self._context, self._on_server, None),
            self._pulse.pa_context_get_sink_info_list(self._context, self._on_sink, None),
        ):
            self._unanswered += operation is not None
            self._forget(operation)

    def _changed(self, _context: int, _what: int, _index: int, _data: int) -> None:
        self._stale = True

    def _take_server(self, _context: int, info: pulse.ServerPointer, _data: int) -> None:
        if info and info.contents.default_sink_name:
            self._default = info.contents.default_sink_name.decode(errors="replace")
        self._answered()

    def _take_sink(self, _context: int, info: pulse.SinkPointer, end: int, _data: int) -> None:
        if end:
            self._answered()
        elif info and info.contents.name:
            name = info.contents.name.decode(errors="replace")
            self._names[name] = (info.contents.description or info.contents.name).decode(errors="replace")

    def _answered(self) -> None:
        self._unanswered -= 1
        if self._unanswered or self._stale:  # `outputs` asks again
            return
        names = {name: description for name, description in self._names.items() if name != DUMMY}
        default = self._default if self._default in names else next(iter(names), "")
        self._outputs = Outputs(names, default)

    def _forget(self, operation: int | None) -> None:
        if operation is not None:
            self._pulse.pa_operation_unref(operation)

    def _state(self) -> int:
        return int(self._pulse.pa_stream_get_state(self._stream)) if self._stream is not None else 0

    def _room(self) -> int:
        return int(self._pulse.pa_stream_writable_size(self._stream)) if self._state() == pulse.STREAM_READY else 0
