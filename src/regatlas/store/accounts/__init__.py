"""Accounts, their sessions and tokens, and what signing in remembers; see :mod:`regatlas.store.accounts.accounts`."""
