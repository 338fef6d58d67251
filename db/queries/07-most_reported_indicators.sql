-- zh: 哪些指标报告得最多，有几个县报告？
-- en: Which indicators are reported most, and by how many counties?
-- parameter word: 指标中的词；空着时不限 / a word in the indicator; any if empty
-- parameter least: 至少有几个县报告；空着时为 1 / by at least how many counties; 1 if empty
SELECT i.normal AS indicator, count(DISTINCT p.county) AS counties,
  count(DISTINCT f.id) AS facts, count(DISTINCT f.document) AS documents,
  min(f.year) AS since, max(f.year) AS until, group_concat(DISTINCT f.unit) AS unit
FROM indicators i
JOIN figures f ON f.indicator = i.label
LEFT JOIN figure_places fp ON fp.figure = f.id
LEFT JOIN places p ON p.path = fp.place
WHERE i.label LIKE '%' || :word || '%'
GROUP BY i.normal
HAVING counties >= CAST(coalesce(nullif(:least, ''), '1') AS INTEGER)
ORDER BY counties DESC, facts DESC, i.normal
LIMIT 1000
