"""Benchmarks: run by hand, never by the test suite. They print what they measured."""
