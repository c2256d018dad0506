-- Sites with the most computers that ask for something now; beside it, how many could not be seen whole.
SELECT site,
       count(*) AS computers,
       sum(CASE WHEN n_act > 0 THEN 1 ELSE 0 END) AS act,
       sum(CASE WHEN n_unknown + n_not_looked > 0 THEN 1 ELSE 0 END) AS not_seen_whole
FROM reports
WHERE age = 1
GROUP BY site
ORDER BY act DESC, site
