-- Policy of Fleet: "Postigo asks for nothing now". It fails also where there is no report, so read it beside the other one.
SELECT 1 WHERE EXISTS (SELECT 1 FROM parse_json WHERE path = '/var/lib/postigo/latest.json' AND parent = 'counts' AND key = 'act' AND value = '0');
