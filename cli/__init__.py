"""The command `./tas`: one module a sub-command, each with `main(arguments) -> exit status`."""
