"""Microsoft Defender's answers: shared by the checks that ask it."""
