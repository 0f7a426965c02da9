"""What a run leaves behind, from the first line of its journal to the seal, and how that is checked later."""
