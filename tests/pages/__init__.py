"""Tests of `pages/`."""
