-- What became of each check since the report before. From or to what is not known is no change for the better.
SELECT a."check", a.was, a.state, count(*) AS computers
FROM answers a JOIN reports r ON r.computer = a.computer AND r.age = a.age
WHERE a.age = 1 AND a.was IS NOT NULL AND a.was <> a.state
GROUP BY a."check", a.was, a.state
ORDER BY a."check", a.was, a.state
