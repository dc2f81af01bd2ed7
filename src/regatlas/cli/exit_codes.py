"""The exit codes of the contract."""

DONE = 0
SOME_FAILED = 1
UNUSABLE = 2
INTERRUPTED = 130
