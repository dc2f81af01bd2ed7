"""What a person sees: records and lists of records as pages that stand alone, in English or Chinese."""
