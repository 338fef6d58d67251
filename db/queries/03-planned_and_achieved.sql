-- zh: 计划的目标完成了吗？
-- en: Were the targets reached?
-- parameter county: 县的全称或一部分；空着时不限 / the county's name or a part of it; any if empty
-- parameter indicator: 指标中的词；空着时不限 / a word in the indicator; any if empty
WITH placed AS (
  SELECT f.*, i.normal, fp.place, p.county
  FROM figures f
  JOIN indicators i ON i.label = f.indicator
  JOIN figure_places fp ON fp.figure = f.id
  JOIN places p ON p.path = fp.place
  WHERE f.status IN ('target', 'actual') AND f.measure <> 'rank'
    AND coalesce(p.county, p.path) LIKE '%' || :county || '%'
    AND f.indicator LIKE '%' || :indicator || '%'
)
SELECT t.county, t.indicator, t.value AS target, a.value AS actual, t.unit,
  round(100.0 * a.value / nullif(t.value, 0), 1) AS met,
  t.period AS target_period, a.period AS actual_period,
  coalesce(a.doubt, t.doubt) AS doubt, a.quote, a.id AS figure, a.document
FROM placed t
JOIN placed a ON a.place = t.place AND a.normal = t.normal AND a.measure = t.measure
  AND a.unit IS t.unit
WHERE t.status = 'target' AND a.status = 'actual'
  AND (t.period IS NULL OR a.period IS NULL OR a.period_end <= t.period_end)
ORDER BY t.place, t.normal, t.period_end, a.period_end DESC, a.id
LIMIT 1000
