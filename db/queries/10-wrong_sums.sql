-- zh: 哪些数据前后对不上？
-- en: Which figures do not agree with each other?
-- parameter kind: 类别（sum、ratio、growth、difference、rank）；空着时不限 / the kind (sum, ratio, growth, difference, rank); any if empty
SELECT c.kind, c.stated, c.expected, f.indicator, f.unit, f.quote,
  (SELECT count(*) FROM check_figures n WHERE n.check_id = c.id) AS facts,
  s.text AS sentence, f.id AS figure, c.document
FROM checks c
LEFT JOIN check_figures cf ON cf.check_id = c.id AND cf.position = 0
LEFT JOIN figures f ON f.id = cf.figure
LEFT JOIN sentences s ON s.id = f.sentence
WHERE c.holds = 0 AND :kind IN ('', c.kind)
ORDER BY c.kind, c.document, f.start
LIMIT 1000
