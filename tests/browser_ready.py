"""Makes sure that the tests have a Chromium with Japanese fonts: finds one, installs Debian's as root, or says what to do."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
USUAL_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)


def chromium() -> str | None:
    """The browser that tests drive: REVFLOW_CHROMIUM, or the first one found."""
    named = os.environ.get("REVFLOW_CHROMIUM")
    found = [path for path in map(shutil.which, NAMES) if path] + [path for path in USUAL_PLACES if Path(path).exists()]
    return named or next(iter(found), None)


def launched(playwright):
    """That browser, started; as root it runs without its sandbox, which root may not have."""
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return playwright.chromium.launch(executable_path=chromium(), args=arguments)


def install_on_debian() -> bool:
    """Installs Debian's Chromium and Japanese fonts; False where this is no Debian machine or not root."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"]):
        done = subprocess.run(["apt-get", *step], env=quiet, stdout=subprocess.DEVNULL)
        if done.returncode:
            return False
    return True


def has_japanese_fonts() -> bool:
    lister = shutil.which("fc-list")
    return lister is None or bool(subprocess.run([lister, ":lang=ja"], capture_output=True, text=True).stdout.strip())


def main() -> int:
    on_linux = sys.platform.startswith("linux")
    if chromium() and (has_japanese_fonts() or not on_linux):
        return 0
    if on_linux and install_on_debian() and chromium():
        return 0
    print(
        "The tests drive a real browser. Install Chromium or Chrome (on Debian and Ubuntu: apt-get install chromium "
        "fonts-noto-cjk), or name one in REVFLOW_CHROMIUM, and run the tests again.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
