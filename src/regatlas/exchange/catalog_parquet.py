"""Tables as Parquet; needs the extra ``parquet`` (pyarrow)."""

from __future__ import annotations

import io
from typing import Any

from regatlas.errors import BadArgument
from regatlas.exchange.catalog_tables import Table


def to_parquet(table: Table) -> bytes:
    """A table as a Parquet file. Raises :class:`BadArgument` where pyarrow is not installed."""
    arrow, parquet = _pyarrow()
    fields = [(name, _type(arrow, table, name)) for name in table.columns]
    made = arrow.Table.from_pylist(list(table.rows), schema=arrow.schema(fields))
    stream = io.BytesIO()
    parquet.write_table(made, stream, compression="zstd")
    return stream.getvalue()


def _type(arrow: Any, table: Table, column: str) -> Any:  # noqa: ANN401 -- pyarrow has no types of its own
    """The type of a column: that of its values; text where it has none, so that an empty column keeps its type."""
    kinds = {type(row[column]) for row in table.rows} - {type(None)}
    if kinds == {bool}:
        return arrow.bool_()
    return arrow.int64() if kinds == {int} else arrow.string()


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise BadArgument(
            "Parquet needs pyarrow, which is not installed",
            where="--format parquet",
            hint="pip install 'regatlas[parquet]', or export csv",
        ) from None
    return pyarrow, pyarrow.parquet
