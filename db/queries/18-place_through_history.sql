-- zh: 一个地方更名、改设前后，历年的一项指标是多少？
-- en: What is one indicator of a place over the years, through all its names?
-- parameter place: 今名或旧名，全称或一部分；空着时取更过名的地区，没有则不限 / its name of today or of old, or a part of it; if empty, the places that changed theirs, or any if none did
-- parameter indicator: 标准指标名称的一部分，或其编号（名称全同时只取这一项）；空着时不限 / a part of a concept's name, or its id (only this one where the name is the same); any if empty
WITH asked AS (
  SELECT coalesce(continued, path) AS path
  FROM places
  WHERE level IN ('county', 'prefecture', 'province')
    AND iif(:place = '',
      continued IS NOT NULL OR NOT EXISTS (SELECT 1 FROM places WHERE continued IS NOT NULL),
      path LIKE '%' || :place || '%')
)
SELECT k.place, p.successor AS merged_into, k.named, k.concept_zh, k.qualifiers, k.measure, k.period,
  k.base_value, k.approx, k.base_unit, k.status, k.reason, k.others, k.doubt, k.quote, k.concept, k.figure,
  k.document
FROM county_panel k
JOIN places p ON p.path = k.place
WHERE k.place IN (SELECT path FROM asked UNION SELECT path FROM places WHERE successor IN asked)
  AND (k.concept = :indicator OR k.concept_zh LIKE '%' || :indicator || '%')
  AND (:indicator IN (k.concept, k.concept_zh)
    OR NOT EXISTS (SELECT 1 FROM concepts WHERE :indicator IN (id, zh)))
ORDER BY k.concept_zh, k.measure = 'level' DESC, k.measure, k.qualifiers, k.status,
  p.successor IS NOT NULL, k.place, k.period, k.figure
LIMIT 2000
