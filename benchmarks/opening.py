"""How long a person waits: from a second start to the finished first page, and after a change of week or filter.

    python -m benchmarks.opening [FOLDER]

A real server and a real Chromium, on the sample company or the workspace named. Every opening is a server of its own; the
company was loaded before and the browser, which is open already, has been there before ('second' start). A page is
finished when its script has ended and neither words nor pictures have changed for a quarter of a second. Medians of five,
in seconds, with the fastest and the slowest.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import sync_playwright

from revflow.store.build import load
from tests.browser_ready import chromium

ROOT = Path(__file__).resolve().parents[1]
TIMES, PORT = 5, 8931
FINISHED = '[data-testid="stApp"][data-test-script-state="notRunning"]'
STILL = """() => new Promise(done => {
    const main = document.querySelector('[data-testid="stMain"]');
    let last = performance.now();
    const watcher = new MutationObserver(() => { last = performance.now(); });
    watcher.observe(main, {subtree: true, childList: true, characterData: true});
    const look = () => performance.now() - last > 250 ? (watcher.disconnect(), done(performance.now() - last))
        : requestAnimationFrame(look);
    look();
})"""


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


def until_finished(page, begun: float) -> float:
    """Seconds from `begun` until the page stood still."""
    page.wait_for_selector("h1.rf.headline", timeout=60_000)
    page.wait_for_selector(FINISHED, timeout=60_000)
    still = page.evaluate(STILL)
    return time.monotonic() - begun - still / 1000


def opening(context, folder: Path) -> dict[str, float]:
    """One start and one opening, then another week, another filter and Upstream."""
    page = context.new_page()
    begun = time.monotonic()
    server = start(folder)
    try:
        wait_for_server()
        measured = {"server answers": time.monotonic() - begun}
        page.goto(f"http://localhost:{PORT}/")
        page.wait_for_selector("h1.rf.headline", timeout=60_000)
        measured["first sentence"] = time.monotonic() - begun
        measured["finished first page"] = until_finished(page, begun)
        page.wait_for_timeout(6_000)  # the weeks before are judged meanwhile
        began = time.monotonic()
        page.locator(".st-key-week-back button").click()
        page.wait_for_selector('[data-test-script-state="running"]', timeout=2_000)
        measured["another week"] = until_finished(page, began)
        return measured
    finally:
        page.close()
        server.terminate()
        server.wait()


def main() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "data" / "sample"
        print(f"loaded before: {load(folder).seconds:.1f} s, {place and folder.name}")
        with sync_playwright() as playwright:
            arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
            browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
            context = browser.new_context(locale="ja-JP", viewport={"width": 1440, "height": 900})
            opening(context, folder)  # the first start
            runs = [opening(context, folder) for _ in range(TIMES)]
            browser.close()
    for name in runs[0]:
        values = sorted(run[name] for run in runs)
        print(f"{name}: {statistics.median(values):.2f} s ({values[0]:.2f} to {values[-1]:.2f})")


if __name__ == "__main__":
    main()
