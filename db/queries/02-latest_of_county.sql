-- zh: 一个县或市的各项指标，最新是多少？
-- en: What are the latest figures of a county or prefecture?
-- parameter county: 县、市的全称或一部分，合于几个地区时都列出；空着时取数据最多的县 / the name of a county or prefecture or a part of it, all that it fits; the county with most figures if empty
-- parameter word: 指标中的词；空着时不限 / a word in the indicator; any if empty
WITH chosen AS (
  SELECT path FROM places
  WHERE :county <> '' AND level IN ('county', 'prefecture') AND path LIKE '%' || :county || '%'
  UNION ALL
  SELECT path FROM (
    SELECT c.path FROM places c
    WHERE :county = '' AND c.path = c.county
    ORDER BY (
      SELECT count(*) FROM places p JOIN figure_places fp ON fp.place = p.path
      WHERE p.county = c.path
    ) DESC, c.path LIMIT 1
  )
),
ordered AS (
  SELECT f.*, i.normal, fp.place,
    row_number() OVER (
      PARTITION BY fp.place, i.normal, f.unit, f.measure
      ORDER BY f.period_end DESC, f.part_of IS NULL DESC, f.id
    ) AS newest
  FROM chosen
  JOIN figure_places fp ON fp.place = chosen.path
  JOIN figures f ON f.id = fp.figure
  JOIN indicators i ON i.label = f.indicator
  WHERE f.status = 'actual' AND f.period_end IS NOT NULL
    AND f.indicator LIKE '%' || :word || '%'
)
SELECT place, indicator, value, approx, unit, period, measure, doubt, quote, id AS figure, document
FROM ordered WHERE newest = 1
ORDER BY place, normal, measure, unit
LIMIT 2000
