"""The pages for people, under ``/en/`` and ``/zh/``."""
