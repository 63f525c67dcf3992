"""Link the pages where something was read: the issuer's own first, and copies named as copies."""

from __future__ import annotations

from collections.abc import Iterable

from zone_atlas.catalogue import addresses
from zone_atlas.ui.shell.language import t
from zone_atlas.ui.shell.markdown import escape_markdown, quiet_markdown


def links_of_cell(cell: str) -> str:
    """Return Markdown of the addresses in a cell, each a link named by its host: issuers' own, then copies."""
    ordered = addresses.order_addresses(cell)
    if not ordered:
        return quiet_markdown(t("read_at.none"))
    own = [address for address in ordered if addresses.is_official(address)]
    copies = [address for address in ordered if not addresses.is_official(address)]
    lines = [
        f"{quiet_markdown(label)} :small[{' · '.join(map(_link_to_address, group))}]"
        for label, group in ((t("read_at.own"), own), (t("read_at.copy"), copies))
        if group
    ]
    return "  \n".join(lines)


def first_link(cell: str) -> str:
    """Return Markdown of the first address alone, for a cell of a table."""
    ordered = addresses.order_addresses(cell)
    if not ordered:
        return ""
    label = t("read_at.own") if addresses.is_official(ordered[0]) else t("read_at.copy")
    return f"{quiet_markdown(label)} :small[{_link_to_address(ordered[0])}]"


def first_addresses(cells: Iterable[str]) -> list[str]:
    """Return the first address of each cell: the issuer's own where there is one."""
    return [next(iter(addresses.order_addresses(cell)), "") for cell in cells]


def kinds_of_addresses(cells: Iterable[str]) -> list[str]:
    """Say of the first address of each cell whether it is the issuer's own page or a copy."""
    return [
        ""
        if not address
        else t("read_at.kind.own" if addresses.is_official(address) else "read_at.kind.copy")
        for address in first_addresses(cells)
    ]


def _link_to_address(address: str) -> str:
    safe = address.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
    return f"[{escape_markdown(addresses.host_of_address(address))}]({safe})"
