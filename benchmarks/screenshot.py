"""Take the picture of an article's page that README shows.

python benchmarks/screenshot.py --output docs/article-page.png
"""

import argparse
import tempfile
import time
from base64 import b64decode
from pathlib import Path

from browser import chromium

import stance

MAX_BYTES = 300_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", default="seeds")
    parser.add_argument("--speaker", default="Claudia Sheinbaum", help="whose first statement with a stance is shown")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, default=840)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--output", type=Path, default=Path("docs/article-page.png"))
    args = parser.parse_args()
    analysis = stance.analyze(next(stance.iter_articles(args.source)))
    shown = next(
        number
        for number, statement in enumerate(analysis.statements, start=1)
        if statement.speaker == args.speaker and statement.prediction.on_target and statement.stance != "neutral"
        and not statement.prediction.abstained
    )  # fmt: skip
    scheme = {"name": "prefers-color-scheme", "value": "dark" if args.dark else "light"}
    metrics = {"width": args.width, "height": args.height, "deviceScaleFactor": 1, "mobile": args.width < 600}
    with tempfile.TemporaryDirectory() as folder, chromium() as driver:
        page = stance.write_report(analysis, Path(folder) / "article.html")
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        driver.get(page.as_uri())
        driver.execute_script(f"document.getElementById('s{shown}').focus({{preventScroll: true}})")
        driver.execute_script("document.getElementById('text').scrollIntoView({block: 'start', behavior: 'instant'})")
        time.sleep(0.3)  # the page is drawn
        picture = b64decode(driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"])
    if len(picture) > MAX_BYTES:
        raise SystemExit(f"{args.output}: {len(picture):,} bytes, more than {MAX_BYTES:,}; take a smaller one")
    args.output.parent.mkdir(parents=True, exist_ok=True)
    args.output.write_bytes(picture)
    print(f"{args.output}: {len(picture):,} bytes")


if __name__ == "__main__":
    main()
