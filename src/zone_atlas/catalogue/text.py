"""A text that the reader sees: it stands in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A text in both languages."""

    zh: str
    en: str

    def of(self, language: str) -> str:
        """Text in one language.

        Parameters
        ----------
        language : {'zh', 'en'}
        """
        return self.zh if language == "zh" else self.en
