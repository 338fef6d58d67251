-- zh: 哪些政策和工程在几个地区都有数据？
-- en: Which programmes have figures in how many places?
-- parameter kind: 类别（policy、campaign、project 等）；空着时不限 / the kind (policy, campaign, project …); any if empty
SELECT f.programme, g.kind, count(DISTINCT coalesce(p.county, p.path)) AS places,
  count(DISTINCT p.county) AS counties,
  count(DISTINCT f.document) AS documents, count(DISTINCT f.id) AS facts,
  min(f.year) AS since, max(f.year) AS until
FROM programmes g
JOIN figures f ON f.programme = g.name
LEFT JOIN figure_places fp ON fp.figure = f.id
LEFT JOIN places p ON p.path = fp.place
WHERE :kind IN ('', g.kind)
GROUP BY g.name
ORDER BY places DESC, facts DESC, g.name
LIMIT 1000
