"""Network access, only for what the person asked for in that very moment.

It is the only place that reaches the network.
"""
