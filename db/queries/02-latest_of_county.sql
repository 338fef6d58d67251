-- zh: 一个县的各项指标，最新是多少？
-- en: What are the latest figures of a county?
-- parameter county: 县的全称或一部分；空着时取数据最多的县 / the county's name or a part of it; the one with most figures if empty
-- parameter word: 指标中的词；空着时不限 / a word in the indicator; any if empty
WITH chosen AS (
  SELECT c.path FROM places c
  WHERE c.path = c.county AND c.path LIKE '%' || :county || '%'
  ORDER BY (
    SELECT count(*) FROM places p JOIN figure_places fp ON fp.place = p.path
    WHERE p.county = c.path
  ) DESC, c.path LIMIT 1
),
ordered AS (
  SELECT f.*, i.normal, fp.place, p.county,
    row_number() OVER (
      PARTITION BY i.normal, f.unit, f.measure
      ORDER BY f.period_end DESC, f.part_of IS NULL DESC, f.id
    ) AS newest
  FROM chosen
  JOIN places p ON p.county = chosen.path
  JOIN figure_places fp ON fp.place = p.path
  JOIN figures f ON f.id = fp.figure
  JOIN indicators i ON i.label = f.indicator
  WHERE p.path = p.county AND f.status = 'actual' AND f.period_end IS NOT NULL
    AND f.indicator LIKE '%' || :word || '%'
)
SELECT county, indicator, value, unit, period, measure, doubt, quote, id AS figure, document
FROM ordered WHERE newest = 1
ORDER BY normal, measure, unit
LIMIT 2000
