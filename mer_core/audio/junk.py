"""What lies about in collections and is no music: left behind by systems and programs."""

from __future__ import annotations

import re

#: Whole names, in lower case, with who makes them.
_NAMES = frozenset((
    # macOS
    ".ds_store", ".apdisk", ".appledb", ".appledesktop", ".appledouble", ".documentrevisions-v100",
    ".fseventsd", ".localized", ".spotlight-v100", ".temporaryitems", ".volumeicon.icns", "icon\r",
    # Windows
    "$recycle.bin", "system volume information", "thumbs.db", "ehthumbs.db", "desktop.ini",
    # Network disks: Synology, QNAP
    "@eadir", "@tmp", "@recycle", "@recently-snapshot", "#recycle", "#snapshot",
    # Linux: the desktop's own folders (its waste bin lies in .local), file systems' finds
    ".cache", ".config", ".local", ".var", ".directory", ".thumbnails", ".snapshots", "lost+found",
    # Synchronisation and version control
    ".dropbox.cache", ".stfolder", ".stversions", ".stignore", ".git", ".svn", ".hg",
))  # fmt: skip

#: AppleDouble halves ("._song.mp3"), waste bins (".Trash-1000"), what programs write for a moment:
#: a deleted file that is still open (".nfs...", ".fuse_hidden..."), half a download of Syncthing,
#: half a file of ours.
_PATTERN = re.compile(
    r"\._.*|\.trash(es|-\d+)?|\.nfs[0-9a-f]{8,}|\.fuse_hidden.*|[.~]syncthing[.~].*|"
    r"\.moodline-.*\.tmp",
    re.DOTALL,
)


def is_junk(name: str) -> bool:
    """Whether a file or folder of this name is never music. A dot in front alone makes no junk:
    "...And Justice for All" is a record.
    """
    name = name.lower()
    return name in _NAMES or _PATTERN.fullmatch(name) is not None
