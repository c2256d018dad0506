-- How many files were left out of the count, and why. They are never counted as bad.
SELECT why, count(*) AS files FROM omitted GROUP BY why ORDER BY why
