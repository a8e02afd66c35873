"""Runs first in a packed program on Linux: gives those whom facemon starts (a command, a viewer of PDFs) the
library path that it was started with, instead of that of the package, whose libraries are none of theirs.

The program itself keeps the package's: the loader has read it by now. A process of its own that it starts sets it anew.
"""

import os

_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if _before is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = _before
