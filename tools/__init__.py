"""What the project's own house-keeping runs: the lock, the checks of documents and of code."""
