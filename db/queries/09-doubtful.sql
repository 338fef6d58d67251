-- zh: 哪些数据存疑？
-- en: Which figures are doubtful?
-- parameter word: 疑问中的词；空着时不限 / a word in the doubt; any if empty
-- parameter county: 县的全称或一部分；空着时不限 / the county's name or a part of it; any if empty
SELECT f.doubt, coalesce(p.county, p.path) AS county, f.indicator, f.value, f.unit, f.period,
  f.quote, s.text AS sentence, f.rule, f.id AS figure, f.document
FROM figures f
LEFT JOIN figure_places fp ON fp.figure = f.id AND fp.position = 0
LEFT JOIN places p ON p.path = fp.place
LEFT JOIN sentences s ON s.id = f.sentence
WHERE f.doubt IS NOT NULL AND f.doubt LIKE '%' || :word || '%'
  AND coalesce(p.county, p.path, '') LIKE '%' || :county || '%'
ORDER BY f.doubt, f.document, f.start
LIMIT 1000
