"""Satsuma: explore picture collections with machine learning, on your own computer."""

from satsuma.version import VERSION as __version__

__all__ = ["__version__"]
