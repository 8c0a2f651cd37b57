#!/bin/sh
# Sets up everything that `make run` or `make test` needs on a fresh machine, and nothing twice.
#   packaging/setup.sh run    what the program needs
#   packaging/setup.sh test   that, and what its tests need
set -eu

goal=${1:?run or test}
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

# --- System libraries (Linux only: the wheels of macOS and Windows bring theirs) -------------------------------------
# Each line: the package's name in Debian and Ubuntu, then the library or command that shows it is there.
run_needs='libportaudio2 libportaudio.so.2
libegl1 libEGL.so.1
libgl1 libGL.so.1
libfontconfig1 libfontconfig.so.1
libdbus-1-3 libdbus-1.so.3
libglib2.0-0 libglib-2.0.so.0
libxkbcommon0 libxkbcommon.so.0
libxkbcommon-x11-0 libxkbcommon-x11.so.0
libxcb-cursor0 libxcb-cursor.so.0
libxcb-icccm4 libxcb-icccm.so.4
libxcb-image0 libxcb-image.so.0
libxcb-keysyms1 libxcb-keysyms.so.1
libxcb-randr0 libxcb-randr.so.0
libxcb-render-util0 libxcb-render-util.so.0
libxcb-shape0 libxcb-shape.so.0
libxcb-xinerama0 libxcb-xinerama.so.0
libxcb-xkb1 libxcb-xkb.so.1'
test_needs='xvfb Xvfb
xdotool xdotool
dbus dbus-daemon
at-spi2-core /usr/libexec/at-spi-bus-launcher
pulseaudio pulseaudio
pulseaudio-utils parec
libasound2-plugins libasound_module_pcm_pulse.so
exfatprogs mkfs.exfat
exfat-fuse mount.exfat-fuse
locales /usr/share/i18n/locales/tr_TR
libxss1 libXss.so.1
fonts-wqy-microhei /usr/share/fonts/truetype/wqy/wqy-microhei.ttc
gcc cc
libc6-dev /usr/include/stdio.h'
# Programs that read tags back, and those that check the desktop's files; what cannot be had is left out of the test.
reader_needs='ffmpeg ffprobe
kid3-cli kid3-cli
libimage-exiftool-perl exiftool
mediainfo mediainfo
flac metaflac
vorbis-tools vorbiscomment
eyed3 eyeD3
exfalso operon
beets beet
desktop-file-utils desktop-file-validate
appstream appstreamcli'

is_there() {
    case $1 in
        libasound_module*) find /usr/lib /usr/lib64 -name "$1" 2>/dev/null | grep -q . ;;
        /*) [ -e "$1" ] ;;
        lib*) { PATH="$PATH:/sbin:/usr/sbin" ldconfig -p; } 2>/dev/null | grep -q "$1" ;;
        *) PATH="$PATH:/sbin:/usr/sbin" command -v "$1" >/dev/null 2>&1 ;;
    esac
}

missing_packages() {
    printf '%s\n' "$1" | while read -r package sign; do
        is_there "$sign" || printf '%s ' "$package"
    done
}

python=${PYTHON:-}
if [ -z "$python" ]; then
    for candidate in python3.13 python3.12 python3.11 python3; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            python=$candidate
            break
        fi
    done
fi
[ -n "$python" ] || { say 'Moodline needs Python 3.11, 3.12 or 3.13: install one and try again.'; exit 1; }

if [ "$(uname -s)" = Linux ]; then
    packages=$(missing_packages "$run_needs")
    if [ "$goal" = test ]; then packages="$packages$(missing_packages "$test_needs")"; fi
    # Debian splits the module that makes virtual environments from Python itself.
    "$python" -c 'import ensurepip, venv' 2>/dev/null || packages="${packages}python3-venv "
    if [ -n "$packages" ]; then
        if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
            say "Installing system libraries: $packages"
            apt-get update -qq >&2
            # shellcheck disable=SC2086
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null
        elif command -v apt-get >/dev/null 2>&1; then
            say 'Some system libraries are missing. Install them with this command, then try again:'
            say "  sudo apt-get install --no-install-recommends $packages"
            exit 1
        else
            say "Some system libraries seem to be missing (Debian's names): $packages"
            say 'If Moodline does not start, install what your system calls them.'
        fi
    fi
fi

if [ "$(uname -s)" = Linux ] && [ "$goal" = test ] && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    readers=$(missing_packages "$reader_needs")
    if [ -n "$readers" ]; then
        say "Installing programs that tests ask: $readers"
        apt-get update -qq >&2 || true
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $readers >/dev/null ||
            say 'Some could not be installed; the tests go on without them.'
    fi
fi

# --- Python libraries -------------------------------------------------------------------------------------------------
[ -x .venv/bin/python ] || { say 'Making .venv'; "$python" -m venv .venv; }
pip() { .venv/bin/python -m pip --disable-pip-version-check --quiet "$@"; }

# The one place that decides between the CPU and the CUDA build of PyTorch. A plain requirement takes several GB of CUDA
# libraries on Linux, so without an NVIDIA GPU a CPU build is asked for first, at the package index in use or, where
# TORCH_INDEX names one, there.
install_torch() {
    if .venv/bin/python -c 'import torch' 2>/dev/null; then return; fi
    if [ "$(uname -s)" != Linux ] || command -v nvidia-smi >/dev/null 2>&1; then
        say 'Installing PyTorch'
        pip install 'torch>=2.6,<2.14'
        return
    fi
    say 'Installing PyTorch (CPU build)'
    if pip install ${TORCH_INDEX:+--index-url "$TORCH_INDEX"} 'torch==2.13.0+cpu' 2>/dev/null; then return; fi
    if [ -n "${TORCH_INDEX:-}" ]; then pip install --index-url "$TORCH_INDEX" 'torch>=2.6,<2.14'; return; fi
    say 'Your package index has no CPU-only build of PyTorch: taking the usual one, which is several GB.'
    say "To avoid that, stop now and give PyTorch's CPU index (pytorch.org, Get started): make run TORCH_INDEX=URL"
    pip install 'torch>=2.6,<2.14'
}

install_torch
say 'Installing the other libraries'
if [ "$goal" = test ]; then
    pip install --editable '.[dev]'
else
    pip install --editable .
fi
touch ".venv/.ready-$goal"
if [ "$goal" = test ]; then touch .venv/.ready-run; fi
