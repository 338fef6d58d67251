-- zh: 哪些数据说法不一？
-- en: Which statements about the same thing differ?
-- parameter county: 地区全称或一部分；空着时不限 / the place's name or a part of it; any if empty
-- parameter indicator: 标准指标的名称或编号；空着时不限 / a concept's name or id; any if empty
SELECT place, concept_zh, qualifiers, measure, period, status, base_value, other_value, base_unit,
  mentions, likely, quote, other_quote, spread, indicator, other_indicator,
  coalesce(doubt, other_doubt) AS doubt, concept, figure, other_figure, document, other_document
FROM conflicts
WHERE place LIKE '%' || :county || '%' AND likelihood(:indicator IN ('', concept, concept_zh), 0.001)
ORDER BY spread DESC, likely = 'open' DESC, place, concept_zh, qualifiers, measure, period, status
LIMIT 1000
