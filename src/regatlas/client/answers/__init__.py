"""What the server answers, as types: the client returns them, and the server's OpenAPI document is made from them.

They name what programs rely on. A newer server may send more; what is not named here is kept (``model_extra``), so that
an older client does not break.
"""
