"""What is composed from several packages."""
