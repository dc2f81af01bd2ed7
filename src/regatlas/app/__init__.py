"""What people come for: reading, mapping and keeping documents. The only room that wires the others together."""
