-- Policy of Fleet: "Postigo looked, and saw all". It fails where nobody knows: that is a question, and no alarm.
SELECT 1 WHERE EXISTS (SELECT 1 FROM parse_json WHERE path = '/var/lib/postigo/latest.json' AND parent = 'counts' AND key = 'unknown' AND value = '0');
