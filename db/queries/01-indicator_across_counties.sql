-- zh: 一项指标，各地各年分别是多少？
-- en: What is one indicator in each place and year?
-- parameter indicator: 标准指标的名称或编号，或原文指标；空着时取报告最多的标准指标，给出地区时不限 / a concept's name or id, or a label of the texts; the most reported concept if empty, any if a place is given
-- parameter county: 地区全称或一部分；空着时不限 / the place's name or a part of it; any if empty
-- parameter year: 年份；空着时不限 / the year; any if empty
SELECT * FROM (
  SELECT place, concept_zh, qualifiers, indicator, measure, period, base_value, base_unit, status,
    reason, others, doubt, quote, concept, figure, document
  FROM county_panel
  WHERE likelihood(:indicator IN (concept, concept_zh)
      OR :indicator = '' AND (concept_position = 1 OR :county <> ''), 0.001)
    AND place LIKE '%' || :county || '%'
    AND (:year = '' OR year = :year)
  UNION ALL
  SELECT p.path, NULL, NULL, f.indicator, f.measure, f.period, f.base_value, f.base_unit, f.status,
    NULL, NULL, f.doubt, f.quote, NULL, f.id, f.document
  FROM indicators n
  JOIN indicators i ON i.normal = n.normal
  JOIN figures f ON f.indicator = i.label
  JOIN figure_places fp ON fp.figure = f.id
  JOIN places p ON p.path = fp.place
  WHERE n.label = :indicator AND f.concept IS NULL
    AND NOT EXISTS (SELECT 1 FROM concepts WHERE zh = :indicator)
    AND p.path LIKE '%' || :county || '%' AND (:year = '' OR f.year = :year)
)
ORDER BY concept_zh, measure = 'level' DESC, measure, qualifiers, status, period DESC,
  base_value DESC, place, figure
LIMIT 2000
