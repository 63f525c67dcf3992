"""Everything a reader sees in words, in Chinese and in English."""
