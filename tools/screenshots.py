"""Photograph every page in both languages, light and dark, at desktop and phone width.

The app is started on a free port with the published tables and driven by the Chromium of the machine.  Nothing but this
machine may be asked for anything: a foreign request is blocked, and the run fails.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import click
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from zone_atlas.locales.messages import translate
from zone_atlas.ui.shell.navigation import PAGES, START

ROOT = Path(__file__).resolve().parents[1]
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
MODES = ("light", "dark")
PHONE_AGENT = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Mobile Safari/537.36"
)
START_SECONDS = 60
STEP_MILLISECONDS = 30_000
TALLEST = 6000
WEBP_QUALITY = 84

FAILED = '[data-testid="stAlertContentError"], [data-testid="stException"]'
DRAWN = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (!app || app.dataset.testScriptState !== 'notRunning') return false;
  if (!document.querySelector('h1') || document.querySelector('[data-testid="stSkeleton"]')) return false;
  const charts = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')];
  return charts.every(chart => {
    if (!chart.querySelector('.main-svg')) return false;
    // A map is drawn once the geometry that it fetches has arrived.
    return !chart.querySelector('.geolayer .geo') || chart.querySelector('.choroplethlayer path');
  });
}"""
HEIGHT = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  const block = document.querySelector('[data-testid="stMainBlockContainer"]');
  return Math.ceil(main.getBoundingClientRect().top + Math.max(main.clientHeight, block.scrollHeight)) + 8;
}"""


@dataclass(frozen=True)
class Width:
    """A window that readers have."""

    name: str
    width: int
    height: int
    phone: bool = False


WIDTHS = (Width("1440", 1440, 900), Width("390", 390, 844, phone=True))
# High enough for the map and the matrix of the overview.
HIGH = Width("1440", 1440, 1240)


@dataclass(frozen=True)
class Picture:
    """A picture of the gallery: one page as one reader first sees it."""

    file: str
    page: str
    query: str
    language: str
    mode: str
    width: Width


# The address of a picture where it is not the bare one, the pages whose picture is taller, and the dark pictures.
QUERIES = {"map": "?place=210300", "zone": "?zone=GZ-LPS"}
TALLER = {"overview", "zone", "policies"}
DARK = {("drivers", "en"), ("bottlenecks", "zh")}


def _picture_of(page: str, language: str) -> Picture:
    mode, width = "dark" if (page, language) in DARK else "light", HIGH if page in TALLER else WIDTHS[0]
    ending = "-dark" if mode == "dark" else ""
    return Picture(f"{page}-{language}{ending}.webp", page, QUERIES.get(page, ""), language, mode, width)


# Every page in both languages, and the start page on a phone; the README shows some of them, docs/gallery.md all.
GALLERY = (
    *(_picture_of(page, language) for page in PAGES for language in LOCALES),
    *(
        Picture(f"{START}-{language}-phone.webp", START, "", language, "light", WIDTHS[1])
        for language in LOCALES
    ),
)
GALLERY_PAGE = ROOT / "docs" / "gallery.md"
ON_PHONE = {"zh": "{page}（手机）", "en": "{page}, on a phone"}
GALLERY_HEAD = """# 界面一览 · Gallery

每个页面的第一屏，左为中文，右为英文；本页和图片均由 `make screenshots ARGS=--readme` 生成。

The first screen of every page, Chinese on the left and English on the right; `make screenshots ARGS=--readme` takes the
pictures and writes this page.

| 中文 | English |
|---|---|
"""


def _name_picture(picture: Picture) -> str:
    name = translate(picture.language, f"page.{picture.page}")
    return ON_PHONE[picture.language].format(page=name) if picture.width.phone else name


def make_gallery_page() -> str:
    """Return docs/gallery.md: each page by its name in the menu, and below it its picture, in both languages."""
    rows = []
    for chinese, english in zip(GALLERY[::2], GALLERY[1::2], strict=True):
        names = _name_picture(chinese), _name_picture(english)
        rows.append(f"| {names[0]} | {names[1]} |")
        rows.append(f"| ![{names[0]}](images/{chinese.file}) | ![{names[1]}](images/{english.file}) |")
    return GALLERY_HEAD + "\n".join(rows) + "\n"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running_app() -> Iterator[str]:
    """Start the app and return its address; it is stopped on the way out."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    options = ["--server.address=127.0.0.1", "--server.headless=true", "--server.fileWatcherType=none"]
    log = subprocess.DEVNULL
    with subprocess.Popen([*command, *options], cwd=ROOT, stdout=log, stderr=log) as server:
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            raise click.ClickException("the app ended before it answered; try `make run`")
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):
            return
        time.sleep(0.2)
    raise click.ClickException(f"the app did not answer within {START_SECONDS} seconds")


class Camera:
    """A browser that sees the app only, and remembers what else was asked for and which pages failed."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address = browser, address
        self.foreign: list[str] = []
        self.failed: list[str] = []

    @contextlib.contextmanager
    def window(self, language: str, mode: str, width: Width) -> Iterator[BrowserContext]:
        """Open a window of one reader."""
        context = self.browser.new_context(
            viewport={"width": width.width, "height": width.height},
            locale=LOCALES[language],
            color_scheme="dark" if mode == "dark" else "light",
            is_mobile=width.phone,
            has_touch=width.phone,
            user_agent=PHONE_AGENT if width.phone else None,
            device_scale_factor=1,
        )
        context.set_default_timeout(STEP_MILLISECONDS)
        context.route("**/*", self._guard)
        try:
            yield context
        finally:
            context.close()

    def _guard(self, route: Route) -> None:
        address = route.request.url
        if urlsplit(address).hostname in ("127.0.0.1", "localhost", None):
            route.continue_()
        else:
            self.foreign.append(address)
            route.abort()

    def see(self, context: BrowserContext, name: str, query: str = "") -> Page:
        """Open a page and wait until all of it is drawn."""
        # The start page lives at the root of the address.
        path = ("" if name == START else name) + query
        page = context.new_page()
        page.goto(f"{self.address}/{path}")
        self.settle(page)
        if page.query_selector(FAILED):
            self.failed.append(f"/{path}")
        return page

    def settle(self, page: Page) -> None:
        """Wait until the script has ended and every chart is drawn."""
        for _ in range(2):
            page.wait_for_function(DRAWN)
            page.wait_for_timeout(500)

    def whole(self, page: Page, width: Width) -> bytes:
        """Photograph a page from top to bottom: the window grows until nothing is left to scroll."""
        page.set_viewport_size({"width": width.width, "height": min(page.evaluate(HEIGHT), TALLEST)})
        self.settle(page)
        page.set_viewport_size({"width": width.width, "height": min(page.evaluate(HEIGHT), TALLEST)})
        page.wait_for_timeout(300)
        return page.screenshot()


def _write_webp(picture: bytes, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.open(io.BytesIO(picture)).convert("RGB").save(path, "WEBP", quality=WEBP_QUALITY, method=6)


def photograph_all(camera: Camera, out: Path, wanted: tuple[str, ...]) -> None:
    """Photograph the pages from top to bottom, in every language, mode and width."""
    out.mkdir(parents=True, exist_ok=True)
    for language, mode, width in product(LOCALES, MODES, WIDTHS):
        for name in wanted:
            with camera.window(language, mode, width) as context:
                page = camera.see(context, name)
                path = out / f"{name}_{language}_{mode}_{width.name}.png"
                path.write_bytes(camera.whole(page, width))
                click.echo(path)


def photograph_gallery(camera: Camera, out: Path, wanted: tuple[str, ...]) -> None:
    """Photograph what the README and the gallery show: the first screen of the pages."""
    for picture in (picture for picture in GALLERY if picture.page in wanted):
        with camera.window(picture.language, picture.mode, picture.width) as context:
            page = camera.see(context, picture.page, picture.query)
            _write_webp(page.screenshot(), out / picture.file)
            click.echo(out / picture.file)


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write to.  [default: build/screenshots, docs/images with --readme]",
)
@click.option(
    "--readme", is_flag=True, help="The pictures of README and gallery as small WebP, and docs/gallery.md."
)
@click.option("--page", "wanted", multiple=True, type=click.Choice(PAGES), help="Only this page.")
def main(out: Path | None, readme: bool, wanted: tuple[str, ...]) -> None:
    """Photograph the pages of the app; fails when a page asks another machine for anything."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        raise click.ClickException("no Chromium found: install it, or name it with CHROMIUM=/path/to/chrome")
    with running_app() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        camera = Camera(browser, address)
        if readme:
            photograph_gallery(camera, out or ROOT / "docs" / "images", wanted or PAGES)
            if out is None:
                GALLERY_PAGE.write_text(make_gallery_page(), encoding="utf-8")
        else:
            photograph_all(camera, out or ROOT / "build" / "screenshots", wanted or PAGES)
        browser.close()
    if camera.failed:
        raise click.ClickException("pages that show an error: " + ", ".join(sorted(set(camera.failed))))
    if camera.foreign:
        raise click.ClickException("asked of other machines: " + ", ".join(sorted(set(camera.foreign))))


if __name__ == "__main__":
    main()
