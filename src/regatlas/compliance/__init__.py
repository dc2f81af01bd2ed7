"""Which duties bind a product on a date: typed three-valued logic, always traced, with the questions still open."""
