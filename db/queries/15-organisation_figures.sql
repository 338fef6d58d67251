-- zh: 某个机构出资、实施或获得了什么，自身指标如何？
-- en: What did an organisation fund, do or receive, and what are its own figures?
-- parameter organisation: 机构全称或一部分；空着时不限 / the organisation's full name or a part of it; any if empty
-- parameter role: 作用（funded、did、received、has）；空着时不限 / its role (funded, did, received, has); any if empty
-- parameter place: 所属地区（今名或旧名）的全称或一部分；空着时不限 / its place, by the name of today or of then, or a part of it; any if empty
SELECT o.id AS organisation, o.kind, r.role, m.name, coalesce(c.zh, f.indicator) AS what,
  f.value, f.high, f.unit, f.period, f.status, f.programme, f.doubt, f.quote, f.id AS figure,
  f.document
FROM organisations o
JOIN organisation_mentions m ON m.organisation = o.id
JOIN figure_organisations r ON r.mention = m.id
JOIN figures f ON f.id = r.figure
LEFT JOIN concepts c ON c.id = f.concept
LEFT JOIN places p ON p.path = o.place
WHERE o.name LIKE '%' || :organisation || '%' AND :role IN ('', r.role)
  AND (coalesce(o.place, '') LIKE '%' || :place || '%'
    OR coalesce(p.successor, '') LIKE '%' || :place || '%')
ORDER BY o.id, r.role, f.period_end DESC, f.id
LIMIT 1000
