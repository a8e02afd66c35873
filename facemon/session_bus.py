"""D-Bus, where other programs of the user's desktop and services of the system are asked. Linux alone has it.

By jeepney, which names each type that goes over the bus: PySide6's QtDBus has no way to say uint32 or bytes, and ends
the process over a wrong one.
"""

from __future__ import annotations

import contextlib
from typing import Any

from jeepney import DBusErrorResponse, Message
from jeepney.io.threading import DBusRouter, open_dbus_connection
from jeepney.wrappers import unwrap_msg

PATIENCE = 3.0  # seconds for one answer


class Unanswered(Exception):
    """There is no bus, nobody on it who could answer, or no answer in time."""


class _Router(DBusRouter):  # type: ignore[misc]  # jeepney has no types
    def _receiver(self) -> None:
        with contextlib.suppress(OSError):  # the bus has ended, with the desktop's session; who asks next is told so
            super()._receiver()


def open_bus(bus: str = "SESSION", *, files: bool = False) -> DBusRouter:
    """Return a connection of one's own, to be given back by `close_bus`. Waits.

    Args:
        bus: that of the desktop's session, or "SYSTEM".
        files: whether open files come over it.

    Raises:
        Unanswered: there is no bus.
    """
    try:
        return _Router(open_dbus_connection(bus, enable_fds=files, auth_timeout=PATIENCE))
    except KeyError:
        raise Unanswered("no session bus: DBUS_SESSION_BUS_ADDRESS is not set") from None
    except Exception as error:  # noqa: BLE001 - jeepney raises what its sockets and the other side make it raise
        raise Unanswered(f"no {bus.lower()} bus ({type(error).__name__}: {error})") from None


def ask(router: DBusRouter, call: Message, patience: float = PATIENCE) -> tuple[Any, ...]:
    """Return what is answered to a call. Waits, for `patience` seconds at most.

    Raises:
        Unanswered: nothing useful was.
    """
    try:
        return tuple(unwrap_msg(router.send_and_get_reply(call, timeout=patience)))
    except TimeoutError:
        raise Unanswered(f"no answer within {patience:.0f} s") from None
    except DBusErrorResponse as error:
        raise Unanswered(error.name) from None
    except Exception as error:  # noqa: BLE001 - as above
        raise Unanswered(f"{type(error).__name__}: {error}") from None


def close_bus(router: DBusRouter) -> None:
    """End a connection."""
    with contextlib.suppress(OSError):
        router.close()
        router.conn.close()
