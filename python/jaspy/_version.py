"""The version of these packages, which is that of the whole runtime."""

__version__ = "0.1.0"
