-- zh: 一项指标，各地排第几，离中位数多远？
-- en: How do places rank in one indicator, and how far are they from the median?
-- parameter indicator: 标准指标的名称或编号；空着时取报告最多的 / a concept's name or id; the most reported one if empty
-- parameter year: 年份；空着时不限 / the year; any if empty
SELECT concept_zh, qualifiers, measure, year, level AS place_level, rank, place, base_value, base_unit, median,
  distance, distance_share, places AS compared, doubt, quote, concept, figure, document
FROM ranking
WHERE likelihood(
    :indicator IN (concept, concept_zh) OR :indicator = '' AND concept_position = 1, 0.001)
  AND (:year = '' OR year = :year)
ORDER BY measure = 'level' DESC, measure, qualifiers, base_unit, year DESC, place_level, rank, place
LIMIT 2000
