"""The part of libpulse (PulseAudio's client, which PipeWire serves too) that the sound process uses, by ctypes.

Names and values are those of PulseAudio's headers (pulse/context.h, stream.h, introspect.h, subscribe.h, def.h), whose
binary interface has been the same since version 0.9.
"""

from __future__ import annotations

import ctypes
import sys
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_size_t, c_uint8, c_uint32, c_void_p
from typing import TYPE_CHECKING

CONTEXT_READY, CONTEXT_FAILED, CONTEXT_TERMINATED = 4, 5, 6
CONTEXT_NOAUTOSPAWN = 0x0001
STREAM_READY, STREAM_FAILED, STREAM_TERMINATED = 2, 3, 4
STREAM_ADJUST_LATENCY, STREAM_DONT_MOVE, STREAM_START_UNMUTED = 0x2000, 0x0200, 0x10000
SUBSCRIBE_SINKS_AND_SERVER = 0x0001 | 0x0080
SAMPLE_S16 = 3 if sys.byteorder == "little" else 4
WHATEVER = 0xFFFFFFFF


class SampleSpec(Structure):
    """`pa_sample_spec`."""

    _fields_ = (("format", c_int), ("rate", c_uint32), ("channels", c_uint8))


class BufferAttributes(Structure):
    """`pa_buffer_attr`, in bytes."""

    _fields_ = tuple((name, c_uint32) for name in ("maxlength", "tlength", "prebuf", "minreq", "fragsize"))


class SinkInfo(Structure):
    """The beginning of `pa_sink_info`."""

    _fields_ = (("name", c_char_p), ("index", c_uint32), ("description", c_char_p))


class ServerInfo(Structure):
    """The beginning of `pa_server_info`."""

    _fields_ = (
        *((name, c_char_p) for name in ("user_name", "host_name", "server_version", "server_name")),
        ("sample_spec", SampleSpec),
        ("default_sink_name", c_char_p),
    )


if TYPE_CHECKING:
    SinkPointer = ctypes._Pointer[SinkInfo]
    ServerPointer = ctypes._Pointer[ServerInfo]

OnChange = CFUNCTYPE(None, c_void_p, c_int, c_uint32, c_void_p)
OnSink = CFUNCTYPE(None, c_void_p, POINTER(SinkInfo), c_int, c_void_p)
OnServer = CFUNCTYPE(None, c_void_p, POINTER(ServerInfo), c_void_p)

_SIGNATURES: dict[str, tuple[object, list[object]]] = {
    "pa_mainloop_new": (c_void_p, []),
    "pa_mainloop_get_api": (c_void_p, [c_void_p]),
    "pa_mainloop_prepare": (c_int, [c_void_p, c_int]),
    "pa_mainloop_poll": (c_int, [c_void_p]),
    "pa_mainloop_dispatch": (c_int, [c_void_p]),
    "pa_mainloop_wakeup": (None, [c_void_p]),
    "pa_context_new": (c_void_p, [c_void_p, c_char_p]),
    "pa_context_connect": (c_int, [c_void_p, c_char_p, c_int, c_void_p]),
    "pa_context_get_state": (c_int, [c_void_p]),
    "pa_context_disconnect": (None, [c_void_p]),
    "pa_context_unref": (None, [c_void_p]),
    "pa_context_set_subscribe_callback": (None, [c_void_p, OnChange, c_void_p]),
    "pa_context_subscribe": (c_void_p, [c_void_p, c_int, c_void_p, c_void_p]),
    "pa_context_get_sink_info_list": (c_void_p, [c_void_p, OnSink, c_void_p]),
    "pa_context_get_server_info": (c_void_p, [c_void_p, OnServer, c_void_p]),
    "pa_operation_unref": (None, [c_void_p]),
    "pa_stream_new": (c_void_p, [c_void_p, c_char_p, POINTER(SampleSpec), c_void_p]),
    "pa_stream_connect_playback": (
        c_int,
        [c_void_p, c_char_p, POINTER(BufferAttributes), c_int, c_void_p, c_void_p],
    ),
    "pa_stream_get_state": (c_int, [c_void_p]),
    "pa_stream_writable_size": (c_size_t, [c_void_p]),
    "pa_stream_write": (c_int, [c_void_p, c_char_p, c_size_t, c_void_p, ctypes.c_int64, c_int]),
    "pa_stream_disconnect": (c_int, [c_void_p]),
    "pa_stream_unref": (None, [c_void_p]),
}


def load() -> ctypes.CDLL:
    """Return the library. Raises OSError where it cannot be loaded, AttributeError where it lacks something."""
    library = ctypes.CDLL("libpulse.so.0")
    for name, (result, arguments) in _SIGNATURES.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library
