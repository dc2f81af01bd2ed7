"""A client for programs: what a Regatlas server answers, as types.

>>> from regatlas.client import Client
>>> with Client("http://127.0.0.1:8000") as atlas:
...     for document in atlas.documents(language="zh"):
...         print(document.title)
"""

from regatlas.client.client import Client

__all__ = ["Client"]
