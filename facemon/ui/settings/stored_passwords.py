"""Which devices have a password stored, asked for in a thread of its own: a keyring may take its time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial

from facemon.credentials import Credentials
from facemon.ui.settings.relay import Relay

log = logging.getLogger(__name__)
_GATHERING = 0.2  # seconds; told together: to show the page anew costs as much as there are devices


def look_up_passwords(
    keys: Sequence[str], credentials: Credentials, relay: Relay, missing: Callable[[Sequence[str]], None]
) -> None:
    """Begin to ask; `missing` takes, in the relay's thread, who has none, at the end for a last time with nobody.

    By then it is known where passwords are kept.
    """

    def work() -> None:
        found: list[str] = []
        told = time.monotonic()
        try:
            for key in keys:
                if not credentials.has(key):
                    found.append(key)
                if time.monotonic() - told > _GATHERING:
                    relay.call(partial(missing, tuple(found)))
                    found.clear()
                    told = time.monotonic()
            relay.call(partial(missing, tuple(found)))
            credentials.availability()
        except Exception:
            log.exception("a fault in asking for stored passwords")
        relay.call(partial(missing, ()))

    threading.Thread(target=work, name="stored passwords", daemon=True).start()
