-- zh: 哪些数据前后对不上？
-- en: Which figures do not agree with each other?
-- parameter kind: 类别（sum、ratio、growth、difference、rank）；空着时不限 / the kind (sum, ratio, growth, difference, rank); any if empty
SELECT c.kind,
  (SELECT group_concat(g.words, '；') FROM (
    SELECT p.indicator || ' ' || p.quote AS words
    FROM check_figures n JOIN figures p ON p.id = n.figure
    WHERE n.check_id = c.id AND n.position < last.position ORDER BY n.position) g) AS given,
  c.expected, c.stated, f.indicator, f.unit, f.quote, c.message,
  s.text AS sentence, f.id AS figure, c.document
FROM checks c
LEFT JOIN check_figures last ON last.check_id = c.id
  AND last.position = (SELECT max(position) FROM check_figures m WHERE m.check_id = c.id)
LEFT JOIN figures f ON f.id = last.figure
LEFT JOIN sentences s ON s.id = f.sentence
WHERE c.holds = 0 AND :kind IN ('', c.kind)
ORDER BY c.kind, c.document, f.start
LIMIT 1000
