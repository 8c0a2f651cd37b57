#!/bin/sh
# Starts Moodline: the window where there is a display, else the same job without one.
set -eu
cd "$(dirname "$0")/.."
if [ "$(uname -s)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ -z "${QT_QPA_PLATFORM:-}" ]; then
    echo 'No display: analysing the demo tracks headless and drawing the window into a picture.' >&2
    # Qt's offscreen platform complains of what it cannot do; nobody can act on that.
    export QT_LOGGING_RULES="${QT_LOGGING_RULES:-default.warning=false}"
    exec .venv/bin/moodline --headless "$@"
fi
exec .venv/bin/moodline "$@"
