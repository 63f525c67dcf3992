"""The entry file: what every run of every page has in common, in its order."""

from __future__ import annotations

import logging
from pathlib import Path

import streamlit as st

from zone_atlas import ui
from zone_atlas.ui import filters, language, navigation, notices, start, state
from zone_atlas.ui.language import t

FIRST_YEAR, LAST_YEAR = 2006, 2023

st.set_page_config(layout="wide", initial_sidebar_state="auto", page_icon=":material/public:")
state.begin(page=st.context.url or "")
state.register(language.parameter())
page = st.navigation(navigation.all_pages(), position="top")
st.set_page_config(page_title=f"{page.title} · {t('app.title')}", menu_items={"About": t("app.about")})
st.html(Path(ui.__file__).with_name("style.css"))
notice_slot = st.container(key="notices")
start.publish_if_stale()
navigation.admit(filters.sidebar(filters.Options(), range(FIRST_YEAR, LAST_YEAR + 1)))
try:
    page.run()
except Exception:
    # A reader gets a sentence in their language; the traceback belongs to the log.
    logging.getLogger("zone_atlas").exception("page %s failed", page.url_path or "overview")
    st.error(t("app.page_failed"), icon=":material/error:")
with notice_slot:
    notices.show()
state.finish()
