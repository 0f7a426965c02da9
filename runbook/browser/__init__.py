"""The browser: which one is installed, how it is started, and starting it again after a crash."""
