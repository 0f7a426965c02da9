"""Draws both portals in ways that nobody has seen: from a seed, each choice made independently of the others.

A drawing is proved by a small driver that knows every control by reference, and so is one that a person could finish.
Only then is the program judged by it.
"""
