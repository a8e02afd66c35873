"""Where the icons, sounds and translations are, installed or in a source tree."""

from pathlib import Path

import facemon


def resources() -> Path:
    """Return the folder `resources`: inside the installed package, else beside it in the source tree."""
    package = Path(facemon.__path__[0])
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"
