"""Tests of `runbook/`."""
