-- zh: 各文件在哪里提到某个机构，怎样称呼它？
-- en: Where do bulletins name an organisation, and what do they call it?
-- parameter organisation: 机构全称或一部分；空着时不限 / the organisation's full name or a part of it; any if empty
-- parameter place: 所属地区（今名或旧名）的全称或一部分；空着时不限 / its place, by the name of today or of then, or a part of it; any if empty
SELECT o.id AS organisation, m.name, s.text,
  (SELECT count(*) FROM figures f WHERE f.sentence = m.sentence) AS facts, a.date, m.document
FROM organisations o
JOIN organisation_mentions m ON m.organisation = o.id
LEFT JOIN sentences s ON s.id = m.sentence
LEFT JOIN articles a ON a.id = s.article
LEFT JOIN places p ON p.path = o.place
WHERE o.name LIKE '%' || :organisation || '%'
  AND (coalesce(o.place, '') LIKE '%' || :place || '%'
    OR coalesce(p.successor, '') LIKE '%' || :place || '%')
ORDER BY o.id, a.date DESC, m.document, m.start
LIMIT 1000
