"""How long a person waits: from a second start to the finished first page, and after a change of week or filter.

    python -m benchmarks.opening [FOLDER]

A real server and a real Chromium, on the sample company or the workspace named. Every opening is a server of its own; the
company was loaded before and the browser, which is open already, has been there before ('second' start). The page itself
notes when it changed: it is finished with the last change of words or pictures, after which nothing changes for a second (a
watcher that asks from outside sees the end up to half a second late). What is worked out beside the finished page (plan, what
could be done; under a new filter the weeks before) comes later and is told apart. Starts count from the command, changes from
the press of the mouse. Medians of five, in seconds, with the fastest and the slowest.
"""

import os
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

from revflow.workspace.loading import load
from tests.browser_ready import launched

ROOT = Path(__file__).resolve().parents[1]
TIMES, PORT = 5, 8931
READING = 6_000  # milliseconds that somebody reads before the next click
STILL = 1_000  # milliseconds without a change
NOTES = """
const BESIDE = ".st-key-way-place, .st-key-plan-place, .st-key-levers-place";
const now = () => performance.timeOrigin + performance.now();
const notes = window.notes = {};
const begin = () => Object.assign(notes, {begun: now(), sentence: 0, ended: 0, page: 0, weeks: 0, any: now()});
begin();
addEventListener("pointerdown", begin, true);
new MutationObserver((changes) => {
    const main = document.querySelector('[data-testid="stMain"]'), app = document.querySelector('[data-testid="stApp"]');
    notes.sentence ||= main?.querySelector("h1.rf.headline") ? now() : 0;
    for (const {type, target} of changes) {
        notes.any = now();
        if (type === "attributes") notes.ended ||= notes.page && app?.dataset.testScriptState === "notRunning" ? now() : 0;
        else if ((target.closest ? target : target.parentElement)?.closest(BESIDE)) notes.weeks = now();
        else if (main?.contains(target)) notes.page = now();
    }
}).observe(document, {subtree: true, childList: true, characterData: true, attributeFilter: ["data-test-script-state"]});
"""


def start(folder: Path) -> subprocess.Popen:
    """A server of its own, from nothing."""
    return subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(PORT), "--server.headless", "true"],
        cwd=ROOT,
        env={**os.environ, "REVFLOW_WORKSPACES": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def wait_for_server() -> None:
    while True:
        try:
            urllib.request.urlopen(f"http://localhost:{PORT}/_stcore/health", timeout=1).close()
            return
        except OSError:
            time.sleep(0.02)


def finished(page) -> dict[str, float]:
    """What the page noted once it stands still, in seconds: since the epoch, or since the press of the mouse."""
    page.wait_for_selector("h1.rf.headline", timeout=60_000)
    while True:
        page.wait_for_timeout(STILL / 5)
        notes = page.evaluate("notes")
        if notes["ended"] and time.time() * 1000 - notes["any"] > STILL:
            break
    page.wait_for_timeout(READING)
    return {name: moment / 1000 for name, moment in notes.items()}


def after(page, press) -> tuple[float, float]:
    """Seconds from the press of the mouse until the page stood still, and until the weeks before stood in it."""
    press()
    notes = finished(page)
    whole = notes["page"]  # the script may end before its last words are drawn, and a later one for the weeks after
    return whole - notes["begun"], max(whole, notes["weeks"]) - notes["begun"]


def opening(context, folder: Path) -> dict[str, float]:
    """One start and one opening, then another week, the one before it, and a filter."""
    page = context.new_page()
    begun = time.time()
    server = start(folder)
    try:
        wait_for_server()
        measured = {"server answers": time.time() - begun}
        page.goto(f"http://localhost:{PORT}/")
        notes = finished(page)
        measured["first sentence"] = notes["sentence"] - begun
        measured["finished first page"] = notes["page"] - begun
        measured["what comes beside it"] = notes["weeks"] - begun
        back = page.locator(".st-key-week-back button")
        _, measured["another week"] = after(page, back.click)
        _, measured["the week before that"] = after(page, back.click)
        page.locator(".st-key-filters button").first.click()
        page.locator('[data-testid="stPopoverBody"] input').first.click()
        page.wait_for_timeout(STILL)
        measured["a filter"], measured["its weeks before"] = after(page, page.get_by_role("option").first.click)
        return measured
    finally:
        page.close()
        server.terminate()
        server.wait()


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data" / "sample"
    print(f"loaded before: {load(folder).seconds:.1f} s, {folder.name}")
    with sync_playwright() as playwright:
        browser = launched(playwright)
        context = browser.new_context(locale="ja-JP", viewport={"width": 1440, "height": 900})
        context.add_init_script(NOTES)
        opening(context, folder)  # the first start
        runs = [opening(context, folder) for _ in range(TIMES)]
        browser.close()
    for name in runs[0]:
        values = sorted(run[name] for run in runs)
        print(f"{name}: {statistics.median(values):.2f} s ({values[0]:.2f} to {values[-1]:.2f})")


if __name__ == "__main__":
    main()
