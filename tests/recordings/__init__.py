"""Tests of `recordings/`."""
