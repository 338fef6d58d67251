-- zh: 哪些指标报告得最多，有几个地区报告？
-- en: Which indicators are reported most, and by how many places?
-- parameter word: 指标中的词；空着时不限 / a word in the indicator; any if empty
-- parameter least: 至少有几个地区报告；空着时为 0 / by at least how many places; 0 if empty
SELECT coalesce(c.zh, i.normal) AS indicator, f.concept, c.subject,
  count(DISTINCT f.id) AS facts, count(DISTINCT coalesce(p.county, p.path)) AS places, count(DISTINCT p.county) AS counties,
  count(DISTINCT iif(p.level = 'prefecture', p.path, NULL)) AS prefectures,
  count(DISTINCT f.document) AS documents, min(f.year) AS since, max(f.year) AS until,
  group_concat(DISTINCT f.base_unit) AS unit
FROM indicators i
JOIN figures f ON f.indicator = i.label
LEFT JOIN concepts c ON c.id = f.concept
LEFT JOIN figure_places fp ON fp.figure = f.id
LEFT JOIN places p ON p.path = fp.place
WHERE coalesce(c.zh, i.label) LIKE '%' || :word || '%'
GROUP BY coalesce(f.concept, i.normal)
HAVING count(DISTINCT coalesce(p.county, p.path)) >= CAST(coalesce(nullif(:least, ''), '0') AS INTEGER)
ORDER BY places DESC, facts DESC, indicator
LIMIT 1000
