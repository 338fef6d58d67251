-- zh: 哪些数据说法不一？
-- en: Which statements about the same thing differ?
-- parameter county: 地区全称或一部分；空着时不限 / the place's name or a part of it; any if empty
-- parameter indicator: 标准指标名称的一部分，或其编号（名称全同时只取这一项）；空着时不限 / a part of a concept's name, or its id (only this one where the name is the same); any if empty
SELECT place, concept_zh, qualifiers, measure, period, status, base_value, other_value, base_unit,
  mentions, likely, quote, other_quote, spread, indicator, other_indicator,
  coalesce(doubt, other_doubt) AS doubt, concept, figure, other_figure, document, other_document
FROM conflicts
WHERE place LIKE '%' || :county || '%' AND likelihood(
    concept = :indicator OR concept_zh LIKE '%' || :indicator || '%', 0.001)
  AND (:indicator IN (concept, concept_zh)
    OR NOT EXISTS (SELECT 1 FROM concepts WHERE :indicator IN (id, zh)))
ORDER BY spread DESC, likely = 'open' DESC, place, concept_zh, qualifiers, measure, period, status
LIMIT 1000
