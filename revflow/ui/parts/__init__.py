"""What several pages are put together from: words, figures, tables, pictures, downloads."""
