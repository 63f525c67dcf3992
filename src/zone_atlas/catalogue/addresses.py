"""Addresses where something was read: whether they are official, copies, or personal accounts, which are not cited."""

from __future__ import annotations

from urllib.parse import urlsplit

SEPARATOR = " | "
# Governments publish under gov.cn, each body on a host of its own; whatever lies elsewhere is a copy.
OFFICIAL = "gov.cn"
# Hosts of personal code, files and diaries: a digitisation may lie there, but a publication is never cited by them.
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
    """Split the addresses of a cell.

    Parameters
    ----------
    addresses : str
        Joined by ' | '.

    Returns
    -------
    list of str
        Empty for an empty cell.
    """
    return [address for address in addresses.split(SEPARATOR) if address]


def host_of_address(address: str) -> str:
    """Host of an address.

    Parameters
    ----------
    address : str

    Returns
    -------
    str
        The address itself where it has no host.
    """
    return urlsplit(address).hostname or address


def _is_below_domain(name: str, domain: str) -> bool:
    return name == domain or name.endswith(f".{domain}")


def is_official(address: str) -> bool:
    """Whether a page lies on a government's own server; whatever lies elsewhere is a copy.

    Parameters
    ----------
    address : str

    Returns
    -------
    bool
        True below gov.cn.
    """
    return _is_below_domain(host_of_address(address), OFFICIAL)


def is_personal(address: str) -> bool:
    """Whether an address is a person's account on a host of code, files or diaries.

    Parameters
    ----------
    address : str
    """
    name = host_of_address(address)
    return name.startswith(PERSONAL_PREFIX) or any(
        _is_below_domain(name, domain) for domain in PERSONAL_HOSTS
    )


def order_addresses(addresses: str) -> list[str]:
    """Order the addresses of a cell: official ones first, then copies, personal accounts last.

    Parameters
    ----------
    addresses : str
        Joined by ' | '.

    Returns
    -------
    list of str
        In the order of the cell within each kind.
    """
    return sorted(
        split_addresses(addresses), key=lambda address: (not is_official(address), is_personal(address))
    )


def starts_personal(addresses: str) -> bool:
    """Whether the first address of a cell is a person's account.

    Parameters
    ----------
    addresses : str
        Joined by ' | '.
    """
    first, *_ = split_addresses(addresses) or [""]
    return is_personal(first)
