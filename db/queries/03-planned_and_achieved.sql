-- zh: 计划了什么，完成了吗？（结果空着的，本库没有读到实际数）
-- en: What was planned, and was it reached? (No outcome: the database has no report of it.)
-- parameter county: 地区全称或一部分；空着时不限 / the place's name or a part of it; any if empty
-- parameter indicator: 标准指标或原文指标中的词；空着时不限 / a word in the concept or label; any if empty
SELECT * FROM (
  SELECT place, concept_zh AS indicator, qualifiers, measure, period, target, actual, base_unit, met,
    outcome, actual_period, coalesce(doubt, target_doubt) AS doubt, target_quote, target_figure,
    target_document, quote, figure, document
  FROM targets
  WHERE place LIKE '%' || :county || '%'
    AND (concept_zh LIKE '%' || :indicator || '%' OR concept = :indicator)
  UNION ALL
  SELECT tp.place, t.indicator, NULL, t.measure, t.period, t.base_value, a.base_value, t.base_unit,
    round(100.0 * a.base_value / nullif(t.base_value, 0), 1),
    CASE
      WHEN t.approx = 'under' THEN iif(a.base_value <= t.base_value, 'reached', 'missed')
      WHEN a.base_value >= t.base_value THEN 'reached'
      WHEN a.base_most <= t.base_value THEN 'missed'
      ELSE 'open'
    END,
    a.period, coalesce(a.doubt, t.doubt), t.quote, t.id, t.document, a.quote, a.id, a.document
  FROM figures t
  JOIN articles b ON b.id = +t.article
  JOIN indicators n ON n.label = t.indicator
  JOIN figure_places tp ON tp.figure = t.id
  JOIN indicators i ON i.normal = n.normal
  JOIN figures a ON a.indicator = i.label AND a.measure = t.measure AND a.base_unit IS t.base_unit
    AND a.period_end = t.period_end
  JOIN figure_places ap ON ap.figure = a.id AND ap.place = tp.place
  WHERE t.concept IS NULL AND t.status = 'target' AND +a.status = 'actual'
    AND t.period_end >= coalesce(b.date, '')
    AND +t.measure IN ('level', 'rate')
    AND tp.place LIKE '%' || :county || '%' AND t.indicator LIKE '%' || :indicator || '%'
)
ORDER BY outcome IS NULL, place, indicator, period DESC, target_figure, figure
LIMIT 1000
