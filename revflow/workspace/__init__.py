"""A company's folder: which there are, by what each is read, rehearsed and written."""
