"""Drives a page as a person does, on whichever portal: looks, presses, proves, reads. See pages/README.md."""

from pages.driver.credentials import Credentials, Origin
from pages.driver.fence import Fence
from pages.driver.hands import Hands
from pages.driver.names import canonical
from pages.driver.press import Pin
from pages.driver.screen import Screen
from pages.driver.scripts import prepare
from pages.driver.witness import Action, Watched

__all__ = ["Action", "Credentials", "Fence", "Hands", "Origin", "Pin", "Screen", "Watched", "canonical", "prepare"]
