"""The app as a reader meets it: a real server, a real Chromium, and no way out of this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

from zone_atlas import paths
from zone_atlas.pipeline.build import publish_tables
from zone_atlas.ui.shell.language import write_message
from zone_atlas.ui.shell.navigation import START

START_SECONDS = 60
STEP_MILLISECONDS = 30_000
OWN_HOSTS = {"localhost", "127.0.0.1"}
PHONE_AGENT = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Mobile Safari/537.36"
)
# The page is ready once its script has ended and each chart has drawn; a map fetches its geometry first.
READY = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (!app || app.dataset.testScriptState !== 'notRunning') return false;
  if (!document.querySelector('h1') || document.querySelector('[data-testid="stSkeleton"]')) return false;
  return [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every(chart =>
    chart.querySelector('.main-svg')
    && (!chart.querySelector('.geolayer .geo') || chart.querySelector('.choroplethlayer path')));
}"""


@dataclass
class Server:
    """A running app."""

    root: Path
    port: int
    process: subprocess.Popen[bytes]

    def url(self, page: str = START, **address: str) -> str:
        """The address of a page; the start page lives at the root."""
        query = "&".join(f"{name}={value}" for name, value in address.items())
        return f"http://localhost:{self.port}/{'' if page == START else page}{'?' if query else ''}{query}"

    def wait(self) -> Server:
        """Wait until the server answers."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            assert self.process.poll() is None, (self.root / f"server-{self.port}.log").read_text()
            try:
                with urllib.request.urlopen(f"http://localhost:{self.port}/_stcore/health", timeout=2):
                    return self
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the server did not start")

    def log(self) -> str:
        """What the server wrote."""
        return (self.root / f"server-{self.port}.log").read_text(encoding="utf-8")

    def stop(self) -> None:
        """End the server."""
        self.process.terminate()
        self.process.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def start(code: Path, logs: Path) -> Server:
    """Start the app of a project folder; what it prints goes to the folder of logs."""
    port = _free_port()
    arguments = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with (logs / f"server-{port}.log").open("wb") as log:
        process = subprocess.Popen(
            [*arguments, "--server.address", "localhost", "--server.fileWatcherType", "none"],
            cwd=code,
            env={**os.environ, "ZONE_ATLAS_ROOT": str(code)},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    return Server(logs, port, process)


@pytest.fixture(scope="session", autouse=True)
def _published_tables() -> None:
    """The app shows the tables of this installation: make them, unless they are fresh."""
    publish_tables()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app on the tables of this installation."""
    running = start(paths.ROOT, tmp_path_factory.mktemp("logs"))
    yield running.wait()
    running.stop()


Start = Callable[[Path], Server]


@pytest.fixture
def start_app(tmp_path: Path) -> Iterator[Start]:
    """Return a function that starts the app of a project folder, without waiting; all are ended afterwards."""
    running: list[Server] = []

    def begin(code: Path) -> Server:
        running.append(start(code, tmp_path))
        return running[-1]

    yield begin
    for one in running:
        one.stop()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project in which nothing has been built."""
    copy = tmp_path / "project"
    for folder in ("data", "pages", ".streamlit"):
        shutil.copytree(paths.ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(paths.ROOT / "app.py", copy / "app.py")
    (copy / "static").mkdir()
    return copy


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The Chromium of this machine."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "no Chromium: install Debian's chromium, set CHROMIUM=path, or run pytest -m 'not browser'"
    expect.set_options(timeout=STEP_MILLISECONDS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Reader:
    """A browser window of somebody who speaks a language."""

    page: Page
    language: str
    foreign: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def t(self, key: str, **values: object) -> str:
        """A message in the reader's language."""
        return write_message(self.language, key, **values)

    def visit(self, url: str) -> Page:
        """Open an address and wait until everything is drawn."""
        self.page.goto(url)
        return self.ready()

    def ready(self) -> Page:
        """Wait until everything is drawn."""
        self.page.wait_for_function(READY, timeout=STEP_MILLISECONDS)
        return self.page

    def query(self) -> str:
        """What stands behind the question mark of the address."""
        return urlsplit(self.page.url).query

    def expect_query(self, **entries: str) -> None:
        """Wait until the address holds these entries and no others."""
        wanted = sorted(f"{name}={value}" for name, value in entries.items())
        self.page.wait_for_function(
            "wanted => [...new URLSearchParams(location.search)]"
            ".map(([k, v]) => `${k}=${v}`).sort().join('&') === wanted",
            arg="&".join(wanted),
            timeout=STEP_MILLISECONDS,
        )


NewReader = Callable[..., Reader]


@pytest.fixture
def reader(chromium: Browser) -> Iterator[NewReader]:
    """Return a function that opens a window; afterwards no window has asked anybody else for anything."""
    contexts: list[tuple[BrowserContext, Reader]] = []

    def open_window(language: str = "en", *, phone: bool = False, dark: bool = False) -> Reader:
        options: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
        if phone:
            options = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
            options |= {"device_scale_factor": 2, "user_agent": PHONE_AGENT}
        context = chromium.new_context(
            locale="zh-CN" if language == "zh" else "en-GB",
            color_scheme="dark" if dark else "light",
            service_workers="block",
            **options,
        )
        context.set_default_timeout(STEP_MILLISECONDS)
        window = Reader(context.new_page(), language)

        def only_here(route: Route) -> None:
            if urlsplit(route.request.url).hostname in OWN_HOSTS:
                route.continue_()
            else:
                window.foreign.append(route.request.url)
                route.abort()

        context.route("**/*", only_here)
        window.page.on("pageerror", lambda error: window.failures.append(str(error)))
        contexts.append((context, window))
        return window

    yield open_window
    for context, _ in contexts:
        context.close()
    assert [url for _, window in contexts for url in window.foreign] == []
    assert [failure for _, window in contexts for failure in window.failures] == []
