-- Rows for osquery, out of the newest report: sqlite3 /var/lib/postigo/osquery.db < osquery.sql   (as root, after latest.py)
BEGIN;
DROP TABLE IF EXISTS checks;
CREATE TABLE checks AS
SELECT json_extract(report, '$.began') AS began,
       json_extract(one.value, '$.check') AS "check",
       coalesce(json_extract(one.value, '$.level'), 'unknown') AS state
FROM (SELECT CAST(readfile('/var/lib/postigo/latest.json') AS TEXT) AS report), json_each(report, '$.results') AS one
WHERE coalesce(json_extract(one.value, '$.counts'), 1);
INSERT INTO checks
SELECT json_extract(report, '$.began'), json_extract(one.value, '$.check'), 'not_looked'
FROM (SELECT CAST(readfile('/var/lib/postigo/latest.json') AS TEXT) AS report), json_each(report, '$.not_looked') AS one;
COMMIT;
