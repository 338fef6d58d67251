-- zh: 一项指标，各地各年分别是多少？
-- en: What is one indicator in each place and year?
-- parameter indicator: 标准指标名称或原文指标的一部分，或标准指标编号（与标准指标全同时只取这一项）；空着时取报告最多的标准指标，给出地区时不限 / a part of a concept's name or of a label, or a concept's id (only this one where it is just that); the most reported concept if empty, any if a place is given
-- parameter county: 地区全称或一部分；空着时不限 / the place's name or a part of it; any if empty
-- parameter year: 年份；空着时不限 / the year; any if empty
WITH exact AS (SELECT id FROM concepts WHERE :indicator IN (id, zh))
SELECT * FROM (
  SELECT place, concept_zh, qualifiers, indicator, measure, period, base_value, approx, base_unit,
    status, reason, others, doubt, quote, concept, figure, document
  FROM county_panel
  WHERE likelihood(
      :indicator <> '' AND (concept = :indicator OR concept_zh LIKE '%' || :indicator || '%')
      OR :indicator = '' AND (concept_position = 1 OR :county <> ''), 0.001)
    AND (:indicator = '' OR concept IN exact OR NOT EXISTS (SELECT 1 FROM exact))
    AND place LIKE '%' || :county || '%'
    AND (:year = '' OR year = :year)
  UNION ALL
  -- labels of the texts: those without a concept, or with one of another name
  SELECT p.path, c.zh, f.qualifiers, f.indicator, f.measure, f.period, f.base_value, f.approx,
    f.base_unit, f.status, NULL, NULL, f.doubt, f.quote, f.concept, f.id, f.document
  FROM indicators n
  JOIN indicators i ON i.normal = n.normal
  JOIN figures f ON f.indicator = i.label
  JOIN figure_places fp ON fp.figure = f.id
  JOIN places p ON p.path = fp.place
  LEFT JOIN concepts c ON c.id = f.concept
  WHERE :indicator <> '' AND n.label LIKE '%' || :indicator || '%'
    AND n.label = (
      SELECT min(m.label) FROM indicators m
      WHERE m.normal = n.normal AND m.label LIKE '%' || :indicator || '%'
    )
    AND NOT EXISTS (SELECT 1 FROM exact) AND coalesce(c.zh, '') NOT LIKE '%' || :indicator || '%'
    AND p.path LIKE '%' || :county || '%' AND (:year = '' OR f.year = :year)
)
ORDER BY concept_zh IS NULL, concept_zh, measure = 'level' DESC, measure, qualifiers, status,
  period DESC, base_value DESC, place, figure
LIMIT 2000
