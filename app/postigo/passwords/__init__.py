"""Password audit of files that the person chooses, in a child that ends with it.

Two sides. Out here, in the program that the person sees, nothing knows a password: these modules start the child, word
what it found, and reach the network or the keyring when that was asked for. Everything that sees a password lives in
`postigo.passwords.sandbox`, which can reach neither. Between them go the frames of `postigo.passwords.protocol`.
"""
