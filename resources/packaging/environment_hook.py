"""Runs first in a program packed into a folder on Linux.

Whoever facemon starts (a supervisor's command, a viewer of PDFs) gets the library path that facemon was started with,
and not the package's, whose libraries are none of theirs. facemon itself keeps that: the loader has read it by now. A
process of its own that it starts has to set it anew, as at a first start: PyInstaller does so where it is told.

Where all is one file this is left alone: such a process would unpack everything again.
"""

import os
import sys

_contents: str = getattr(sys, "_MEIPASS", "")
if os.path.dirname(_contents) == os.path.dirname(sys.executable):  # noqa: PTH120 - quick: it runs at each start
    os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    _before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if _before is None:
        os.environ.pop("LD_LIBRARY_PATH", None)
    else:
        os.environ["LD_LIBRARY_PATH"] = _before
