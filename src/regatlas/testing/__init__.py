"""What projects that build on Regatlas may use in their own tests."""
