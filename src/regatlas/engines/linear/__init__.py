"""The engine ``linear.v1``: TF-IDF and each category's own cues, learned from documents that people coded.

It needs NumPy (``pip install regatlas[train]``) for training and for judging alike, and nothing else; no other engine
imports it. Models made from the labels of others are not shipped.
"""

NAME = "linear.v1"
