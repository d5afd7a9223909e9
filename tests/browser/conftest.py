"""A real browser: Debian's Chromium without a window, found or skipped with the reason."""

import datetime
import json
import os
import shutil
import time
from pathlib import Path

import pytest

import stance
from stance.types import Article

ROOT = Path(__file__).parents[2]
AXE = ROOT / "build/axe/node_modules/axe-core/axe.min.js"
DAY = datetime.date(2026, 1, 2)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
)  # fmt: skip
RUN = "document.title='ran';window.ran=true"
HOSTILE = (
    f'<script>{RUN}</script><img src=x onerror="{RUN}"><svg onload="{RUN}"></svg></style></script>'
    f'<a href="javascript:{RUN}">x</a>\' onfocus=\'{RUN}\' " autofocus onfocus="{RUN}" {{{{ 7 * 7 }}}}'
)


class Page:
    """A page in the browser, and what the browser noticed of it."""

    def __init__(self, driver):
        self.driver = driver

    def open(self, path, *, width=1280, height=900, dark=False, scripts=True):
        self.cdp("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.cdp(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        self.cdp("Emulation.setEmulatedMedia", features=[scheme, still])
        self.driver.get("about:blank")
        self.driver.get_log("performance"), self.driver.get_log("browser")
        self.driver.get(path.as_uri())
        if scripts and self.find("#table"):
            self.wait("return document.documentElement.dataset.ready === 'table'")
        return self

    def cdp(self, command, **parameters):
        return self.driver.execute_cdp_cmd(command, parameters)

    def js(self, code, *arguments):
        return self.driver.execute_script(code, *arguments)

    def wait(self, code, seconds=10):
        end = time.monotonic() + seconds
        while not (value := self.js(code)):
            assert time.monotonic() < end, f"never true: {code}"
            time.sleep(0.02)
        return value

    def find(self, selector):
        return self.driver.find_elements("css selector", selector)

    def press(self, *keys):
        from selenium.webdriver import ActionChains

        ActionChains(self.driver, duration=0).send_keys(*keys).perform()

    def requests(self):
        """Return the addresses that were asked for; ``data:`` is what the browser draws its own controls with."""
        events = (json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance"))
        asked = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
        return [url for url in asked if not url.startswith("data:")]

    def console(self):
        return [entry["message"] for entry in self.driver.get_log("browser")]


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed: pip install -e '.[dev]'")
    chromium, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (chromium and chromedriver):
        pytest.skip("Chromium is not installed: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    os.environ.setdefault("SE_OFFLINE", "true")  # the driver is given; nothing is to be looked for
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver))
    yield driver
    driver.quit()


@pytest.fixture
def page(browser):
    return Page(browser)


@pytest.fixture(scope="session")
def analyzer():
    return stance.StanceAnalyzer.load()


@pytest.fixture(scope="session")
def seed(analyzer):
    return analyzer.analyze(next(stance.iter_articles(ROOT / "seeds")))


@pytest.fixture(scope="session")
def authored(analyzer):
    return list(analyzer.analyze_many(stance.iter_articles(ROOT / "data/articles/authored.jsonl")))


@pytest.fixture(scope="session")
def pages(analyzer, seed, authored, tmp_path_factory):
    """Paths of the pages by name."""
    folder = tmp_path_factory.mktemp("pages")
    hostile = Article(
        id=HOSTILE,
        title=f"Title {HOSTILE}",
        outlet=HOSTILE,
        date="2025-01-01",
        text=f"“We reject foreign troops {HOSTILE} on our soil,” said {HOSTILE} Ruiz.\n\n"
        f"“No U.S. strikes,” said Ana {HOSTILE}.",
    )
    attacked = [analyzer.analyze(hostile), *authored[:2]]
    reports = {
        "article": (seed, {}),
        "corpus": (authored, {"title": "Authored articles"}),
        "model": ("us-intervention", {}),
        "hostile": (attacked[0], {}),
        "hostile-corpus": (attacked, {"title": HOSTILE, "pages": True}),
    }
    return {
        name: stance.write_report(source, folder / f"{name}.html", date=DAY, **options)
        for name, (source, options) in reports.items()
    }


@pytest.fixture(scope="session")
def axe():
    """The source of axe-core."""
    path = Path(os.environ.get("AXE_CORE", AXE))
    if not path.is_file():
        pytest.skip("axe-core is not installed: npm install --no-save --prefix build/axe axe-core")
    return path.read_text(encoding="utf-8")
