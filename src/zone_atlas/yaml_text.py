"""Reader of YAML as its authors mean it: no key twice, and no code that turns into another number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from zone_atlas.table_text import Problem

LINE = "__line__"


class _Mapping(dict[Any, Any]):
    """A mapping that shows itself without the line it carries: messages quote it as its author wrote it."""

    def __repr__(self) -> str:
        return repr({name: value for name, value in self.items() if name != LINE})


class _LineLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Safe loader, compiled where there is one, that leaves the line of each mapping under ``__line__``.

    Keys that stand twice in a mapping are kept in ``repeated`` with their lines: YAML forbids them, the library takes
    the last one. Numbers are those of YAML 1.2: what 1.1 reads as octal (012), sexagesimal (1:30) or grouped (1_000)
    stays the text it is written as, so that no code turns into another.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.repeated: list[Problem] = []

    def construct_object(self, node: Any, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep=deep)
        except ValueError as error:  # the form of a date without being one, such as 2020-13-01
            where = node.start_mark
            message = f"{node.value!r} is no value: {error}; put a text in quotes"
            raise yaml.constructor.ConstructorError(None, None, message, where) from error

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        seen: dict[Any, int] = {}
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag != "tag:yaml.org,2002:merge":
                name, line = self.construct_object(key), key.start_mark.line + 1
                if name in seen:
                    message = f"the key is said twice, first in row {seen[name]}; remove one of them"
                    self.repeated.append((line, str(key.value), message))
                seen.setdefault(name, line)
        mapping = super().construct_mapping(node, deep=deep)
        mapping[LINE] = node.start_mark.line + 1
        return mapping


def _mapping_with_lines(loader: _LineLoader, node: Any) -> Iterator[_Mapping]:
    # In two steps, as the library does it, since a mapping may hold itself.
    mapping = _Mapping()
    yield mapping
    mapping.update(loader.construct_mapping(node))


_LineLoader.add_constructor("tag:yaml.org,2002:map", _mapping_with_lines)
_NUMBERS = {
    "tag:yaml.org,2002:int": re.compile(r"[-+]?(?:0|[1-9][0-9]*)$"),
    "tag:yaml.org,2002:float": re.compile(
        r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$|[-+]?\.(?:inf|Inf|INF)$|\.(?:nan|NaN|NAN)$"
    ),
}
_LineLoader.yaml_implicit_resolvers = {
    first: [(tag, _NUMBERS.get(tag, pattern)) for tag, pattern in resolvers]
    for first, resolvers in _LineLoader.yaml_implicit_resolvers.items()
}


def parse_yaml(text: str) -> tuple[Any, list[Problem]]:
    """Parse a text; each mapping carries its line under `LINE`.

    Parameters
    ----------
    text : str

    Returns
    -------
    content : Any
        Mappings, lists and scalars of YAML 1.2.
    repeated : list of Problem
        The keys that stand twice in a mapping.

    Raises
    ------
    yaml.YAMLError
        When the text is not YAML.
    """
    loader = _LineLoader(text)
    loaded = loader.get_single_data()
    return loaded, loader.repeated


def line_of_key(text: str, key: str) -> int:
    """Find the line of a key of the mapping at the top of a text.

    Parameters
    ----------
    text : str
        YAML that can be parsed.
    key : str

    Returns
    -------
    int
        From 1; 0 where the mapping has no such key.
    """
    tree = yaml.compose(text, Loader=_LineLoader)
    return next((name.start_mark.line + 1 for name, _ in tree.value if name.value == key), 0)
