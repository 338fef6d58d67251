-- zh: 一个县的哪些指标增长了、下降了？
-- en: What grew and what fell in a county?
-- parameter county: 县的全称或一部分；空着时不限 / the county's name or a part of it; any if empty
-- parameter year: 年份；空着时不限 / the year; any if empty
SELECT coalesce(p.county, p.path) AS county, f.indicator, f.value AS growth, f.unit, f.period,
  (
    SELECT l.quote FROM figures l
    JOIN indicators li ON li.label = l.indicator
    JOIN figure_places lp ON lp.figure = l.id
    WHERE li.normal = i.normal AND lp.place = fp.place AND l.measure = 'level'
      AND l.period IS f.period AND l.status = f.status AND l.document = f.document
    ORDER BY l.id LIMIT 1
  ) AS amount,
  f.status, f.doubt, f.quote, f.id AS figure, f.document
FROM figures f
JOIN indicators i ON i.label = f.indicator
JOIN figure_places fp ON fp.figure = f.id
JOIN places p ON p.path = fp.place
WHERE f.measure = 'growth' AND coalesce(p.county, p.path) LIKE '%' || :county || '%'
  AND (:year = '' OR f.year = :year)
ORDER BY county, f.period_end DESC, f.value DESC, f.id
LIMIT 500
