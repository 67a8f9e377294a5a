"""The sections of Flow and stock."""
