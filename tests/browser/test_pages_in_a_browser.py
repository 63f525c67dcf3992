"""Does what a reader clicks, reads and takes away work in a real browser?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from zone_atlas import paths
from zone_atlas.ui.shell.navigation import PAGES, START

from .conftest import NewReader, Reader, Server, Start

pytestmark = pytest.mark.browser
EACH_LANGUAGE = pytest.mark.parametrize("language", ["zh", "en"])
FAILED = '[data-testid="stAlertContentError"], [data-testid="stException"]'
MAP = ".st-key-frame-map"
MATRIX = ".st-key-frame-matrix"
# Apps that are started together.
AT_ONCE = 4
# A point of the screen that lies inside the outline of a place, the one furthest from its edges.
INSIDE_A_PLACE = """adcode => {
  const path = [...document.querySelectorAll('.choroplethlayer path')]
    .find(path => path.__data__ && String(path.__data__.loc) === adcode);
  path.scrollIntoView({block: 'center'});
  const box = path.getBBox(), matrix = path.getScreenCTM(), inside = [];
  for (let i = 1; i < 20; i++) for (let j = 1; j < 20; j++) {
    const point = new DOMPoint(box.x + box.width * i / 20, box.y + box.height * j / 20);
    if (path.isPointInFill(point)) inside.push(point);
  }
  const x = inside.reduce((sum, p) => sum + p.x, 0) / inside.length;
  const y = inside.reduce((sum, p) => sum + p.y, 0) / inside.length;
  inside.sort((p, q) => (p.x - x) ** 2 + (p.y - y) ** 2 - (q.x - x) ** 2 - (q.y - y) ** 2);
  const found = inside[0].matrixTransform(matrix);
  return [found.x, found.y];
}"""
CELL = """([frame, row, node]) => {
  const plot = document.querySelector(frame + ' .js-plotly-plot');
  plot.scrollIntoView({block: 'center'});
  const cells = plot._fullData.find(trace => trace.name === 'cells');
  const i = cells.customdata.findIndex(cell => cell[0] === row && cell[1] === node);
  const {xaxis, yaxis} = plot._fullLayout, box = plot.getBoundingClientRect();
  return [box.left + xaxis._offset + xaxis.l2p(cells.x[i]), box.top + yaxis._offset + yaxis.l2p(cells.y[i])];
}"""

# The second Back does not wait until the page has followed the first.
BACK_TWICE = """() => new Promise(done => {
  addEventListener('popstate', () => {
    addEventListener('popstate', done, {once: true});
    history.back();
  }, {once: true});
  history.back();
})"""


def click_at(page: Page, script: str, argument: object) -> None:
    """Point where a script says, and click once the chart answers the pointer."""
    page.evaluate(script, argument)
    page.wait_for_timeout(200)  # The page was scrolled: let it come to rest.
    x, y = page.evaluate(script, argument)
    page.mouse.move(x - 3, y - 3)
    page.mouse.move(x, y)
    expect(page.locator(".hoverlayer .hovertext").first).to_be_attached()
    page.mouse.click(x, y)


def each_started(start_app: Start, pages: list[str]) -> list[tuple[str, Server]]:
    """An app for each of the pages, started without waiting for one another."""
    return [(page, start_app(paths.ROOT)) for page in pages]


def test_each_page_opens_from_its_own_address_first_after_a_start(
    reader: NewReader, start_app: Start
) -> None:
    pages = [page for page in PAGES if page != START]
    # More at once would only wait for each other.
    batches = [pages[at : at + AT_ONCE] for at in range(0, len(pages), AT_ONCE)]
    for page, server in (pair for batch in batches for pair in each_started(start_app, batch)):
        window = reader("zh")
        shown = window.visit(server.wait().url(page, year="2021", region="west"))
        # The page of one zone bears its name, at first that of the first zone.
        title = "辽宁中部" if page == "zone" else window.t(f"question.{page}")
        expect(shown.locator("h1")).to_have_text(title)
        expect(shown.locator(FAILED)).to_have_count(0)
        expect(shown.locator('[data-testid="stSidebar"]')).to_contain_text(window.t("filter.cohort"))
        window.expect_query(year="2021", region="west")
        assert "Traceback" not in server.log()


@EACH_LANGUAGE
def test_the_map_of_china_is_drawn_with_its_inset(reader: NewReader, server: Server, language: str) -> None:
    window = reader(language)
    page = window.visit(server.url("map"))
    frame = page.locator(MAP)
    assert frame.locator(".geo .choroplethlayer path").count() > 300
    assert frame.locator(".geo2 path").count() > 5
    assert (
        page.evaluate(
            """() => document.querySelector('.geo2 .choroplethlayer path, .geo2 path').getBBox().width"""
        )
        > 0
    )
    expect(frame).to_contain_text(window.t("map.caption"))
    name = "大连沿海" if language == "zh" else "Dalian"
    assert frame.locator(".scattergeo text", has_text=name).count() >= 1


def test_a_click_on_a_city_opens_its_card_and_its_link(reader: NewReader, server: Server) -> None:
    window = reader("en")
    page = window.visit(server.url("map"))
    click_at(page, INSIDE_A_PLACE, "530100")
    window.expect_query(place="530100")
    window.ready()
    card = page.locator(".st-key-place-card")
    expect(card).to_contain_text("Kunming")
    expect(card.locator('[data-testid="stDataFrame"]')).to_have_count(1)
    other = reader("zh")
    expect(other.visit(page.url).locator(".st-key-place-card")).to_contain_text("昆明")
    page.go_back()
    expect(card).to_contain_text(window.t("place.invite"))
    window.ready()
    assert window.query() == ""


@EACH_LANGUAGE
def test_a_click_on_a_score_opens_its_sources(reader: NewReader, server: Server, language: str) -> None:
    window = reader(language)
    page = window.visit(server.url())
    click_at(page, CELL, [MATRIX, "LN-DL", "B2"])
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(window.t("card.licence"))
    expect(dialog.locator('a[href^="https://"]').first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


@EACH_LANGUAGE
def test_a_chart_turns_into_a_table_and_a_file(
    reader: NewReader, server: Server, language: str, tmp_path: Path
) -> None:
    window = reader(language)
    page = window.visit(server.url())
    frame = page.locator(MATRIX)
    expect(frame.locator('[data-testid="stDataFrame"]')).to_have_count(0)
    frame.get_by_role("button", name=window.t("frame.table"), exact=True).click()
    expect(frame.locator('[data-testid="stDataFrame"]')).to_have_count(1)
    with page.expect_download() as download:
        frame.get_by_role("button", name=window.t("frame.download"), exact=True).click()
    download.value.save_as(tmp_path / "taken.csv")
    content = (tmp_path / "taken.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith(window.t("extract.place"))
    assert len(lines) > 100
    frame.get_by_role("button", name=window.t("frame.plot"), exact=True).click()
    expect(frame.locator(".js-plotly-plot")).to_have_count(1)


def test_the_explorers_file_is_read_by_a_spreadsheet(
    reader: NewReader, server: Server, tmp_path: Path
) -> None:
    window = reader("zh")
    page = window.visit(server.url("data", region="west"))
    with page.expect_download() as download:
        page.get_by_role("button", name=window.t("data.download")).click()
    download.value.save_as(tmp_path / "taken.csv")
    content = (tmp_path / "taken.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert "六盘水" in content.decode("utf-8-sig")
    assert re.fullmatch(r"zone-atlas[a-z0-9-]*\.csv", download.value.suggested_filename)


def test_the_language_switch_keeps_the_filters_and_back_undoes_it(reader: NewReader, server: Server) -> None:
    window = reader("en")
    page = window.visit(server.url("drivers", region="west", year="2020"))
    expect(page.locator("h1")).to_have_text("What drives the transformation?")
    page.get_by_text("中文", exact=True).click()
    window.expect_query(region="west", year="2020", lang="zh")
    expect(page.locator("h1")).to_have_text("什么在拉动转型？")
    window.ready()
    page.go_back()
    expect(page.locator("h1")).to_have_text("What drives the transformation?")
    window.ready()
    window.expect_query(region="west", year="2020")


def pressed(page: Page, filter: str) -> Locator:
    """The buttons of a filter that are chosen."""
    return page.locator(f'.st-key-address-{filter} button[aria-pressed="true"]')


def test_the_menu_back_and_a_reload_bring_each_their_filters(reader: NewReader, server: Server) -> None:
    window = reader("en")
    page = window.visit(server.url())
    sidebar = page.locator('[data-testid="stSidebar"]')
    sidebar.get_by_role("button", name="Central", exact=True).click()
    window.expect_query(region="central")
    window.ready()
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.locator("h1")).to_have_text("Where are the strengths and the weaknesses?")
    window.expect_query(region="central")
    window.ready()
    sidebar.get_by_role("button", name="East", exact=True).click()
    window.expect_query(region="east,central")
    window.ready()
    page.go_back()
    # The browser changes the address at once; the page has followed when the button has.
    expect(pressed(page, "region")).to_have_text(["Central"])
    window.ready()
    window.expect_query(region="central")
    page.reload()
    window.ready()
    window.expect_query(region="central")
    expect(pressed(page, "region")).to_have_text(["Central"])


def test_who_is_quick_with_filters_and_with_back_sees_what_the_address_says(
    reader: NewReader, server: Server
) -> None:
    window = reader("en")
    page = window.visit(server.url("bottlenecks"))
    regions = page.locator(".st-key-address-region")
    for name in ("Central", "East"):
        regions.get_by_role("button", name=name, exact=True).click()
    window.expect_query(region="east,central")
    window.ready()
    for name, chosen in (("West", "east,central,west"), ("Northeast", "northeast,east,central,west")):
        regions.get_by_role("button", name=name, exact=True).click()
        window.expect_query(region=chosen)
        window.ready()
    page.evaluate(BACK_TWICE)
    expect(pressed(page, "region")).to_have_text(["East", "Central"])
    window.ready()
    window.expect_query(region="east,central")
    page.locator(".st-key-address-cohort button").first.click()
    window.expect_query(cohort="2017", region="east,central")
    window.ready()
    expect(pressed(page, "region")).to_have_text(["East", "Central"])


@pytest.mark.parametrize(("page", "language"), [*((page, "en") for page in PAGES), ("overview", "zh")])
def test_a_phone_shows_a_page_without_scrolling_sideways(
    reader: NewReader, server: Server, page: str, language: str
) -> None:
    window = reader(language, phone=True)
    shown = window.visit(server.url(page))
    assert shown.evaluate("document.scrollingElement.scrollWidth <= window.innerWidth")
    main = '[data-testid="stMain"]'
    assert shown.evaluate(
        f"""() => {{ const m = document.querySelector('{main}'); return m.scrollWidth <= m.clientWidth; }}"""
    )
    expect(shown.locator(FAILED)).to_have_count(0)


def brightness(page: Page, selector: str, style: str) -> float:
    """Mean of the three channels of a computed colour, 0–255."""
    colour = page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).{style}")
    channels = [float(part) for part in re.findall(r"[\d.]+", colour)[:3]]
    return sum(channels) / 3


def test_a_dark_screen_gets_dark_ground_and_light_ink(reader: NewReader, server: Server) -> None:
    for dark in (True, False):
        window: Reader = reader("en", dark=dark)
        shown = window.visit(server.url())
        ground = brightness(shown, '[data-testid="stApp"]', "backgroundColor")
        ink = brightness(shown, ".st-key-frame-matrix .xtick text", "fill")
        title = brightness(shown, "h1", "color")
        assert (ground < 60, ink > 120, title > 180) == (dark, dark, dark)
