"""Papers that a school needs, as documents. The program's own data fills them in, and the school writes on the lines."""
