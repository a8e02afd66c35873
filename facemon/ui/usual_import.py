"""Takes back what PySide6 makes of `import`, for all that is imported after it."""

from __future__ import annotations

import builtins


def keep() -> None:
    """Import the bindings for Qt, and let `import` stay what it is. To be called before anything else imports them.

    They put an `__import__` of their own in its place, for their `__feature__`, which nothing here has: it reads the
    source of every module to see whether it uses Qt. That is a fifth of the time of a start, and 12 MB that stay.
    """
    usual = builtins.__import__
    import shiboken6  # noqa: F401 - all that is wanted is that it is there

    builtins.__import__ = usual
