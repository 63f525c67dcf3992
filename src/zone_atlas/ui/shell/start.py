"""Publish the tables at the first start when they are missing or stale, once for all sessions.

The build runs in a thread of its own: a reader who closes the window or clicks does not stop it, and
whoever arrives meanwhile watches the same progress. Against other processes the build holds its own lock.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st

from zone_atlas.locales.messages import has_message
from zone_atlas.ui.shell.language import current_language, number, t
from zone_atlas.ui.shell.markdown import quiet_markdown

_CHECKED = "start-checked"
_POLL_SECONDS = 0.15
_MOST_FAULTS_SHOWN = 20
LOG = logging.getLogger(__name__)


@dataclass
class Run:
    """One build of this process, watched by any number of sessions."""

    fraction: float = 0.0
    step: str = ""
    faults: Sequence[Any] = ()
    failed: bool = False
    ended_at: float = 0.0
    thread: threading.Thread | None = None

    def progress(self, fraction: float, message_key: str) -> None:
        """Take a report of the build."""
        self.fraction, self.step = min(max(fraction, 0.0), 1.0), message_key

    @property
    def running(self) -> bool:
        """Say whether the build is still at work."""
        return self.thread is not None and self.thread.is_alive()


@dataclass
class _Shared:
    """The latest build of this process."""

    run: Run | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


_SHARED = _Shared()


def publish_if_stale() -> None:
    """Publish this installation's tables when they are missing or stale; see ``ensure_published``."""
    from zone_atlas import paths

    def is_stale(data_dir: Path, published_dir: Path) -> bool:
        from zone_atlas.pipeline import build

        return build.is_stale(data_dir, published_dir)

    def publish(data_dir: Path, published_dir: Path, progress: Callable[[float, str], None]) -> None:
        from zone_atlas.pipeline import build

        build.publish_tables(data_dir, published_dir, progress=progress)

    ensure_published(paths.DATA, paths.PUBLISHED, is_stale, publish)


def ensure_published(
    data_dir: Path,
    published_dir: Path,
    is_stale: Callable[[Path, Path], bool],
    build: Callable[..., Any],
) -> None:
    """Make sure that there are published tables, or stop the page with an explanation.

    The check runs once per session. When a build fails and older tables exist, they are used, with a notice.

    Parameters
    ----------
    data_dir, published_dir : Path
        The directory that is read and the one that is written.
    is_stale : callable
        ``is_stale(data_dir, published_dir)``; it must be cheap.
    build : callable
        ``build(data_dir, published_dir, progress=...)``; ``progress(fraction, message_key)`` may be called
        from the build's thread. Raises an error with a list ``faults`` when the data are wrong.
    """
    if not st.session_state.get(_CHECKED):
        run = _run_for(data_dir, published_dir, is_stale, build)
        if run is not None:
            _watch_build(run)
        st.session_state[_CHECKED] = True
    latest = _SHARED.run
    if latest is not None and latest.failed:
        _explain_failure(latest, usable=(published_dir / "manifest.json").exists())


def _run_for(
    data_dir: Path,
    published_dir: Path,
    is_stale: Callable[[Path, Path], bool],
    build: Callable[..., Any],
) -> Run | None:
    """Return the build to wait for: the running one, a new one, or none."""
    with _SHARED.lock:
        run = _SHARED.run
        if run is not None and run.running:
            return run
        if not is_stale(data_dir, published_dir):
            _SHARED.run = None
            return None
        # The same data would fail in the same way: wait until somebody touched them.
        if run is not None and run.failed and _newest_change(data_dir) <= run.ended_at:
            return None
        run = _SHARED.run = Run()
        run.thread = threading.Thread(
            target=_run_build,
            args=(run, data_dir, published_dir, build),
            name="zone-atlas-build",
            daemon=True,
        )
        run.thread.start()
        return run


def _run_build(run: Run, data_dir: Path, published_dir: Path, build: Callable[..., Any]) -> None:
    """Run the build, and keep what went wrong for the readers and for the log."""
    try:
        build(data_dir, published_dir, progress=run.progress)
    except Exception as error:
        run.faults = tuple(getattr(error, "faults", ()))
        run.failed = True
        LOG.exception("the published tables could not be built")
    finally:
        run.ended_at = time.time()


def _newest_change(directory: Path) -> float:
    """Return when a file of a directory was last changed, in seconds of the epoch."""
    return max((path.stat().st_mtime for path in directory.rglob("*")), default=0.0)


def _watch_build(run: Run) -> None:
    """Show the progress of a build until it ends."""
    bar = st.progress(0.0, text=t("start.building"))
    note = st.empty()
    note.markdown(quiet_markdown(t("start.once")))
    while run.running:
        bar.progress(run.fraction, text=_step_text(run))
        time.sleep(_POLL_SECONDS)
    bar.empty()
    note.empty()


def _step_text(run: Run) -> str:
    """Name the step of the build; one without a message of its own shows the general line."""
    named = has_message(current_language(), run.step)
    step = t(run.step) if named else t("start.building")
    return f"{step} · {number(100 * run.fraction)} %" if run.fraction else step


def _explain_failure(run: Run, *, usable: bool) -> None:
    """Say what went wrong, and stop unless older tables can be shown."""
    with st.container(key="start-failed"):
        title = t("start.failed.old") if usable else t("start.failed")
        (st.warning if usable else st.error)(title, icon=":material/error:")
        if run.faults:
            with st.expander(t("start.faults", count=len(run.faults)), expanded=not usable):
                # Preformatted: a fault quotes data, and data are never markup.
                st.code("\n".join(_write_faults(run.faults)), language=None, wrap_lines=True)
        else:
            st.markdown(quiet_markdown(t("start.unexpected")))
        st.button(t("start.retry"), on_click=_forget_failure, key="start-retry", icon=":material/refresh:")
    if not usable:
        st.stop()


def _write_faults(faults: Sequence[Any]) -> list[str]:
    """Write faults as ``file:row:column: text``, the first ones only."""
    lines = [f"{fault.file}:{fault.row}:{fault.column}: {fault.message}" for fault in faults]
    more = len(lines) - _MOST_FAULTS_SHOWN
    return lines[:_MOST_FAULTS_SHOWN] + ([t("start.more_faults", count=more)] if more > 0 else [])


def _forget_failure() -> None:
    """Forget a failed build, so that the next run tries again."""
    with _SHARED.lock:
        if _SHARED.run is not None and not _SHARED.run.running:
            _SHARED.run = None
    st.session_state.pop(_CHECKED, None)
