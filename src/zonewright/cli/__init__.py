"""The command line: one verb a subcommand; reads files, calls one function, prints."""
