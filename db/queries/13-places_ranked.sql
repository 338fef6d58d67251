-- zh: 一项指标，各地排第几，离中位数多远？（不足 3 地的比较排在最后：两地的中位数说明不了什么）
-- en: How do places rank in one indicator, and how far are they from the median? (Fewer than 3 places come last: the median of two says little.)
-- parameter indicator: 标准指标名称的一部分，或其编号（名称全同时只取这一项）；空着时取地区生产总值，没有则取报告最多的 / a part of a concept's name, or its id (only this one where the name is the same); if empty gdp, or the most reported one where there is none
-- parameter year: 年份；空着时不限 / the year; any if empty
-- parameter least: 至少有几地参加比较；空着时不限 / among at least how many places; any number if empty
SELECT concept_zh, qualifiers, measure, year, level, rank, place, base_value, approx, base_unit,
  median, distance, distance_share, places, doubt, quote, concept, figure, document
FROM ranking
WHERE likelihood(
    :indicator <> '' AND (concept = :indicator OR concept_zh LIKE '%' || :indicator || '%')
    OR :indicator = '' AND (concept = 'gdp' OR concept_position = 1), 0.001)
  AND CASE
    WHEN :indicator = ''
      THEN concept = (SELECT id FROM concepts ORDER BY id = 'gdp' DESC, position LIMIT 1)
    WHEN :indicator IN (concept, concept_zh) THEN 1
    ELSE NOT EXISTS (SELECT 1 FROM concepts WHERE :indicator IN (id, zh))
  END
  AND (:year = '' OR year = :year)
  AND places >= CAST(coalesce(nullif(:least, ''), '0') AS INTEGER)
ORDER BY places < 3, concept_zh, measure = 'level' DESC, measure, qualifiers, base_unit, year DESC,
  level, rank, place
LIMIT 2000
