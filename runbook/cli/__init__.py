"""The command line, and all that a person is shown of a run while it goes on and when it is over."""
