-- What to do first: fixes by the number of computers that need them.
SELECT fix, what, state, count(DISTINCT computer) AS computers
FROM to_do
WHERE age = 1
GROUP BY fix, what, state
ORDER BY computers DESC, state, fix, what
