-- zh: 各县在哪些方面有位次？
-- en: In what are counties ranked?
-- parameter county: 县的全称或一部分；空着时不限 / the county's name or a part of it; any if empty
-- parameter word: 指标中的词；空着时不限 / a word in the indicator; any if empty
SELECT coalesce(p.county, p.path) AS county, fp.place, f.indicator, f.value, f.unit, f.period,
  s.text AS sentence, f.doubt, f.quote, f.id AS figure, f.document
FROM figures f
JOIN figure_places fp ON fp.figure = f.id
JOIN places p ON p.path = fp.place
LEFT JOIN sentences s ON s.id = f.sentence
WHERE f.measure = 'rank' AND coalesce(p.county, p.path) LIKE '%' || :county || '%'
  AND coalesce(f.indicator, '') LIKE '%' || :word || '%'
ORDER BY f.value, county, f.id
LIMIT 1000
