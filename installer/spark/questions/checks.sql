-- How each check stands, on how many computers. What is not known has rows of its own.
SELECT "check", state, count(*) AS computers
FROM answers
WHERE age = 1
GROUP BY "check", state
ORDER BY "check", state
