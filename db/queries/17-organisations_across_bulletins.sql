-- zh: 哪些机构在最多的文件中出现，有多少数据写明是它们的？
-- en: Which organisations are in the most bulletins, and how many figures are said to be theirs?
-- parameter kind: 类别（party、government、enterprise 等）；空着时不限 / the kind (party, government, enterprise …); any if empty
SELECT o.id AS organisation, o.kind, count(DISTINCT m.document) AS documents,
  count(DISTINCT m.id) AS named_times, count(DISTINCT r.figure) AS facts,
  group_concat(DISTINCT m.name) AS names
FROM organisations o
JOIN organisation_mentions m ON m.organisation = o.id
LEFT JOIN figure_organisations r ON r.mention = m.id
WHERE :kind IN ('', o.kind)
GROUP BY o.id
ORDER BY documents DESC, facts DESC, named_times DESC, o.id
LIMIT 1000
