"""Sentences for the user that are born outside the user interface.

Only `facemon.ui` may import Qt, yet some sentences belong to the core: why a device is not reached, why a picture is
not shown. The core marks them with `QT_TRANSLATE_NOOP`, whose name Qt's `lupdate` knows, and hands on the English
source text; the user interface translates it with `QCoreApplication.translate(context, text)` and fills in the fields.
"""


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001
    """Mark `text` for translation in `context` and return it as it is."""
    return text
