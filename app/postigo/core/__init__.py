"""The pure core: words of the house and the judgement of a check. No I/O, no clock, no Qt; standard library only."""
