"""Text as XML can hold it, and trees as files. Source: XML 1.0, sections 2.2 and 2.11."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_INSTEAD = "\ufffd"


def can_hold(text: str) -> bool:
    """Whether XML can hold ``text`` as it is."""
    return _UNWRITABLE.search(text) is None


@dataclass
class XmlText:
    """Makes texts fit, and counts those that did not."""

    num_changed: int = 0

    def of(self, text: str) -> str:
        """``text``, with U+FFFD for signs that XML has no way to write."""
        fitting = _UNWRITABLE.sub(_INSTEAD, text)
        self.num_changed += fitting != text
        return fitting

    @property
    def notes(self) -> tuple[str, ...]:
        """What to tell of it."""
        if not self.num_changed:
            return ()
        texts = "1 text holds" if self.num_changed == 1 else f"{self.num_changed} texts hold"
        return (f"{texts} control characters, which XML cannot; “{_INSTEAD}” stands for them.",)


def xml_file(root: Element) -> bytes:
    """The tree as a file in UTF-8; line breaks and tabs in attributes are kept."""
    ElementTree.indent(root)
    head = b'<?xml version="1.0" encoding="UTF-8"?>\n'  # ElementTree's own has other quotes
    return head + bytes(ElementTree.tostring(root, "utf-8", xml_declaration=False)) + b"\n"
