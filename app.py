"""Run what every page has in common, in its order: the entry file of the app."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from zone_atlas import ui
from zone_atlas.ui.shell import filters, language, navigation, notices, start, state
from zone_atlas.ui.shell.language import t

ROOM = Path(ui.__file__).parent

# The icon is a file: an icon given by name would be fetched from a font server.
st.set_page_config(layout="wide", initial_sidebar_state="auto", page_icon=ROOM / "icon.svg")
state.begin_run(page=st.context.url or "")
state.register_parameter(language.language_parameter())
page = st.navigation(navigation.all_pages(), position="top")
st.set_page_config(page_title=f"{page.title} · {t('app.title')}", menu_items={"About": t("app.about")})
st.html(ROOM / "style.css")
notice_slot = st.container(key="notices")
start.publish_if_stale()
view = filters.draw_filters(filters.Options(), filters.YEARS)
navigation.run_page(page, view)
with notice_slot:
    notices.show_notices()
state.finish_run()
