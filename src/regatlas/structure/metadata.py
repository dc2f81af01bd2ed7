"""temp"""
from regatlas.model.document import Metadata
def read_metadata(source, provisions):
    return Metadata()
