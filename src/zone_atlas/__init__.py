"""Zone Atlas: sourced indicators on China's industrial transformation and upgrading demonstration zones."""

__version__ = "0.1.0"
