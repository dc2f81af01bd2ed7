"""Documents, records and taxonomies in the forms that other programs read."""
