"""Build what is handed out: the wheel and the source archive, and for the system that this runs on
a folder with everything in it, packed as its users expect.

    python packaging/installers.py [-o dist]

Linux: moodline-VERSION-linux-ARCH.tar.xz, moodline_VERSION_ARCH.deb and, where mksquashfs is there
and APPIMAGE_RUNTIME names the program that is to begin it (github.com/AppImage/type2-runtime), an
AppImage; Windows: a .zip; macOS: Moodline.app in a .zip. Nothing is signed. Each bundle is started
before it is packed: it must analyse a demo track and draw its window; so is the AppImage's own
folder, read back from its image. Needs the libraries `build` and `pyinstaller` beside Moodline's
own: `make installers` brings them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINUX = ROOT / "packaging" / "linux"
NAME = "org.moodline.moodline"
VERSION: str = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
MACHINE = platform.machine().lower()
PROGRAMS = ("moodline", "mer")


def run(*command: str | Path, **options: object) -> str:
    """Run to the end and return what was printed. Exits with its words where it fails."""
    print("$", *command, flush=True)
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, **options)  # type: ignore[call-overload]
    if done.returncode != 0:
        sys.exit(f"{done.stdout}\n{command[0]} ended with {done.returncode}.")
    return str(done.stdout)


def build_wheel(output: Path) -> list[Path]:
    """The source archive, and the wheel that is built from it."""
    run(sys.executable, "-m", "build", "--outdir", output, ROOT)
    return [*output.glob(f"moodline-{VERSION}-*.whl"), output / f"moodline-{VERSION}.tar.gz"]


def build_bundle(work: Path) -> Path:
    """The folder with both programs and all that they need."""
    recipe = ROOT / "packaging" / "bundle" / "moodline.spec"
    folders = ("--distpath", work / "bundle", "--workpath", work / "pyinstaller")
    run(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *folders, recipe)
    return work / "bundle" / "moodline"


def try_out(mer: Path, moodline: Path, **more: str) -> None:
    """Analyse by one program and draw by the other with nothing of this environment at hand but
    ``more`` of it. Exits where that fails.
    """
    with tempfile.TemporaryDirectory() as name:
        home, picture = Path(name), Path(name) / "window.png"
        kept = ("SYSTEMROOT", "LANG", "TMP", "TEMP")
        clean = {key: os.environ[key] for key in kept if key in os.environ}
        clean |= {"MOODLINE_HOME": str(home), "PATH": "/usr/bin:/bin", "HOME": str(home)} | more
        track = next(iter(sorted((ROOT / "resources" / "demo").iterdir())))
        line = run(mer, "analyze", "--json", track, env=clean, cwd=home)
        print("analysed as", json.loads(line)["moods"][0])
        run(moodline, "--screenshot", picture, env=clean, cwd=home)
        print("drawn,", picture.stat().st_size, "bytes")


def pack_tar(bundle: Path, output: Path) -> Path:
    """The folder and what a desktop shows of it, to be unpacked anywhere."""
    path = output / f"moodline-{VERSION}-linux-{MACHINE}.tar.xz"
    shutil.copytree(LINUX, bundle / "share", dirs_exist_ok=True)
    shutil.copy(ROOT / "LICENSE", bundle)
    run("tar", "-C", bundle.parent, "-I", "xz -T0 -3", "-cf", path, bundle.name)
    return path


def pack_deb(bundle: Path, work: Path, output: Path) -> Path:
    """A package for Debian and Ubuntu: the folder in /opt, its programs on the path, a menu entry.

    What it depends on is what ``packaging/setup.sh`` installs to run.
    """
    root = work / "deb"
    shutil.rmtree(root, ignore_errors=True)
    places = {
        f"{NAME}.desktop": "usr/share/applications",
        f"{NAME}.metainfo.xml": "usr/share/metainfo",
        f"{NAME}.svg": "usr/share/icons/hicolor/scalable/apps",
    }
    for file, folder in places.items():
        (root / folder).mkdir(parents=True, exist_ok=True)
        shutil.copy(LINUX / file, root / folder)
    shutil.copytree(bundle, root / "opt" / "moodline", symlinks=True)
    (root / "usr" / "bin").mkdir(parents=True)
    for program in PROGRAMS:
        (root / "usr" / "bin" / program).symlink_to(f"/opt/moodline/{program}")
    notes = root / "usr" / "share" / "doc" / "moodline"
    notes.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", notes / "copyright")
    kilobytes = sum(path.lstat().st_size for path in root.rglob("*")) // 1024
    architecture = run("dpkg", "--print-architecture").strip()
    control = root / "DEBIAN" / "control"
    control.parent.mkdir()
    control.write_text(
        f"Package: moodline\nVersion: {VERSION}\nArchitecture: {architecture}\n"
        "Section: sound\nPriority: optional\n"
        "Maintainer: The Moodline developers <developers@moodline.invalid>\n"
        f"Installed-Size: {kilobytes}\nDepends: {', '.join(depends())}\n"
        "Description: Tags a music library by emotion\n"
        " Plays a library, draws its sound and its emotion, analyses it in the\n"
        " background, lets you review what it found, and writes it as tags.\n",
        "utf-8",
    )
    path = output / f"moodline_{VERSION}_{architecture}.deb"
    run("dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", root, path)
    return path


def make_appdir(bundle: Path, root: Path) -> Path:
    """What an AppImage holds, in ``root``: the folder, what starts it, its entry for a menu."""
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(bundle, root / "usr" / "lib" / "moodline", symlinks=True)
    notes = root / "usr" / "share" / "metainfo"
    notes.mkdir(parents=True)
    shutil.copy(LINUX / f"{NAME}.metainfo.xml", notes)
    for file in (f"{NAME}.desktop", f"{NAME}.svg"):
        shutil.copy(LINUX / file, root)
    (root / ".DirIcon").symlink_to(f"{NAME}.svg")
    shutil.copy(ROOT / "packaging" / "bundle" / "AppRun", root)
    return root


def pack_appimage(bundle: Path, work: Path, output: Path) -> Path | None:
    """One file that runs by itself; None without APPIMAGE_RUNTIME, once its image was tried out."""
    image, runtime = work / "appimage.squashfs", os.environ.get("APPIMAGE_RUNTIME")
    appdir = make_appdir(bundle, work / "AppDir")
    run("mksquashfs", appdir, image, "-root-owned", "-noappend", "-comp", "zstd", "-quiet")
    shutil.rmtree(appdir)
    run("unsquashfs", "-d", appdir, "-no-progress", "-quiet", image)
    mer = work / "mer"  # the name that the command line is started by
    mer.unlink(missing_ok=True)
    mer.symlink_to(appdir / "AppRun")
    try_out(mer, appdir / "AppRun")
    if not runtime:
        print("No AppImage: set APPIMAGE_RUNTIME to the program that is to begin it.")
        return None
    path = output / f"Moodline-{VERSION}-{MACHINE}.AppImage"
    with path.open("wb") as whole:
        for part in (Path(runtime), image):
            with part.open("rb") as read:
                shutil.copyfileobj(read, whole)
    path.chmod(0o755)
    mer.unlink()
    mer.symlink_to(path)
    try_out(mer, path, APPIMAGE_EXTRACT_AND_RUN="1")
    return path


def depends() -> list[str]:
    """The system libraries that ``setup.sh`` needs to run, by Debian's names."""
    text = (ROOT / "packaging" / "setup.sh").read_text("utf-8")
    needs = re.search(r"run_needs='([^']+)'", text)
    assert needs is not None
    return [line.split()[0] for line in needs[1].splitlines()]


def pack_zip(bundle: Path, output: Path) -> Path:
    """Windows' folder, or macOS' application, as a .zip."""
    system = {"win32": "windows", "darwin": "macos"}[sys.platform]
    stem = output / f"moodline-{VERSION}-{system}-{MACHINE}"
    if sys.platform == "darwin":  # ditto keeps links and rights; a plain .zip would not
        app, path = bundle.parent / "Moodline.app", stem.with_name(stem.name + ".zip")
        run("ditto", "-c", "-k", "--keepParent", app, path)
        return path
    return Path(shutil.make_archive(str(stem), "zip", bundle.parent, bundle.name))


def main() -> None:
    """Build, try out, pack, and say where it all lies."""
    parser = argparse.ArgumentParser(description="Build what is handed out.")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "dist")
    options = parser.parse_args()
    output, work = options.output.resolve(), ROOT / "build" / "installers"
    output.mkdir(parents=True, exist_ok=True)
    made = build_wheel(output)
    bundle = build_bundle(work)
    suffix = ".exe" if os.name == "nt" else ""
    try_out(bundle / f"mer{suffix}", bundle / f"moodline{suffix}")
    if sys.platform == "linux":
        made.append(pack_tar(bundle, output))
        if shutil.which("dpkg-deb"):
            made.append(pack_deb(bundle, work, output))
        if shutil.which("mksquashfs"):
            made += filter(None, [pack_appimage(bundle, work, output)])
    else:
        made.append(pack_zip(bundle, output))
    for path in made:
        print(f"{path.stat().st_size / 1e6:7.1f} MB  {path}")


if __name__ == "__main__":
    main()
