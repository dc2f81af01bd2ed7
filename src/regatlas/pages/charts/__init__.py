"""Charts as inline SVG, laid out here: without script, without style attributes, every text with its fonts."""
