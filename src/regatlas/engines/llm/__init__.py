"""The engine ``llm.v1``: a language model behind an OpenAI-compatible endpoint, held to the text by code.

The model proposes; nothing of what it says reaches a record unless code finds its quote in the provisions that it was
shown. ``docs/engines.md`` describes for people how it works and what it cannot do.
"""

NAME = "llm.v1"
