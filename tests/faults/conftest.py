"""Sockets that the driver drops are closed before the next test."""

from tests.hardening.conftest import collected

__all__ = ["collected"]
