"""The command line, one file a command: `add_arguments(command)` says what it takes, `run(options)` does it."""
