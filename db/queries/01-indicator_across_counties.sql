-- zh: 一项指标，各县分别是多少？
-- en: What is one indicator in each county?
-- parameter indicator: 指标名称；空着时取报告县数最多的指标 / the indicator; the one that most counties report if empty
-- parameter year: 年份；空着时不限 / the year; any if empty
WITH chosen AS (
  SELECT normal FROM indicators
  WHERE :indicator <> '' AND :indicator IN (label, normal)
  UNION
  SELECT normal FROM (
    SELECT i.normal, count(DISTINCT p.county) AS counties
    FROM figures f
    JOIN indicators i ON i.label = f.indicator
    JOIN figure_places fp ON fp.figure = f.id
    JOIN places p ON p.path = fp.place
    WHERE :indicator = '' AND f.measure = 'level'
    GROUP BY i.normal ORDER BY counties DESC, count(*) DESC, i.normal LIMIT 1
  )
)
SELECT p.county, fp.place, f.indicator, f.value, f.unit, f.period, f.status, f.measure,
  f.doubt, f.quote, f.id AS figure, f.document
FROM chosen
JOIN indicators i ON i.normal = chosen.normal
JOIN figures f ON f.indicator = i.label
JOIN figure_places fp ON fp.figure = f.id
JOIN places p ON p.path = fp.place
LEFT JOIN units u ON u.unit = f.unit
WHERE p.county IS NOT NULL AND (:year = '' OR f.year = :year)
ORDER BY f.measure = 'level' DESC, f.status = 'actual' DESC,
  f.value * coalesce(u.factor, 1) DESC, p.county, f.id
LIMIT 2000
