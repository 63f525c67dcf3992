"""Addresses where something was read: whether the server is the issuer's own, and whose account is none to cite."""

from __future__ import annotations

from urllib.parse import urlsplit

SEPARATOR = " | "
# Governments publish under gov.cn, each body on a host of its own; whatever lies elsewhere is a copy.
OFFICIAL = "gov.cn"
# Where persons keep code, files and diaries: a digitisation may lie there, a publication is never cited by it.
PERSONAL_HOSTS = (
    "github.com",
    "github.io",
    "githubusercontent.com",
    "gitlab.com",
    "gitee.com",
    "bitbucket.org",
    "kaggle.com",
    "huggingface.co",
    "zhihu.com",
    "csdn.net",
    "cnblogs.com",
    "jianshu.com",
    "douban.com",
    "weibo.com",
    "bilibili.com",
    "blogspot.com",
    "wordpress.com",
    "medium.com",
    "pan.baidu.com",
)
PERSONAL_PREFIX = "blog."


def split_addresses(addresses: str) -> list[str]:
    """Addresses of a cell, which joins them by ' | '."""
    return [address for address in addresses.split(SEPARATOR) if address]


def host_of_address(address: str) -> str:
    """Host of an address, or the address where it has none."""
    return urlsplit(address).hostname or address


def _is_below_domain(name: str, domain: str) -> bool:
    return name == domain or name.endswith(f".{domain}")


def is_official(address: str) -> bool:
    """Whether the page lies on a government's own server; else it is a copy, whoever made it."""
    return _is_below_domain(host_of_address(address), OFFICIAL)


def is_personal(address: str) -> bool:
    """Whether the address is a person's account on a host of code, files or diaries."""
    name = host_of_address(address)
    return name.startswith(PERSONAL_PREFIX) or any(
        _is_below_domain(name, domain) for domain in PERSONAL_HOSTS
    )


def order_addresses(addresses: str) -> list[str]:
    """Addresses of a cell: the issuers' own first, then copies, each in the order of the cell."""
    return sorted(
        split_addresses(addresses), key=lambda address: (not is_official(address), is_personal(address))
    )


def starts_personal(addresses: str) -> bool:
    """Whether the first address of a cell is a person's account."""
    found = split_addresses(addresses)
    return bool(found) and is_personal(found[0])
