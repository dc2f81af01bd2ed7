"""What must hold across the files of a catalog, one module for each thing that can be wrong."""
