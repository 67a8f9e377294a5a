"""What a file is that no profile knows: told by what its columns hold, and by the words of their names."""
