"""Mining: instruments, dates, agencies, events and claims in any text, held to the catalog."""
