-- zh: 各县在各项政策下投入了多少资金？
-- en: How much money did counties put into each programme?
-- parameter county: 县的全称或一部分；空着时不限 / the county's name or a part of it; any if empty
-- parameter programme: 政策名称中的词；空着时不限 / a word in the programme's name; any if empty
SELECT coalesce(p.county, p.path) AS county, f.programme, count(DISTINCT f.id) AS facts,
  min(f.period_start) AS since, max(f.period_end) AS until,
  max(f.value) AS value, f.unit, f.indicator, f.status, f.quote, f.id AS figure, f.document
FROM figures f
JOIN figure_places fp ON fp.figure = f.id
JOIN places p ON p.path = fp.place
WHERE f.programme IS NOT NULL AND f.unit = '元' AND f.measure = 'level'
  AND coalesce(p.county, p.path) LIKE '%' || :county || '%'
  AND f.programme LIKE '%' || :programme || '%'
GROUP BY coalesce(p.county, p.path), f.programme
ORDER BY value DESC, county, f.programme
LIMIT 1000
