-- zh: 各地在各项政策下有多少资金？（默认不列存疑的，如政策只由上文推得的，也不列生产总值一类的总量）
-- en: How much money do places have under each programme? (Without what is in doubt, such as a programme that only the words before suggest, and without totals such as gdp.)
-- parameter county: 地区全称或一部分；空着时不限 / the place's name or a part of it; any if empty
-- parameter programme: 政策名称中的词；空着时不限 / a word in the programme's name; any if empty
-- parameter doubtful: 填 1 则全部列出，连同存疑的和生产总值一类的总量 / 1 to have all, with what is in doubt and with totals such as gdp
SELECT m.place, m.programme, m.what, m.qualifiers, m.period, m.status, m.total, m.base_unit,
  m.facts, m.repeats, m.largest, m.doubt, m.quote, m.figure, m.document
FROM programme_money m
LEFT JOIN concepts c ON c.id = m.concept
WHERE coalesce(m.place, '') LIKE '%' || :county || '%'
  AND m.programme LIKE '%' || :programme || '%'
  AND (:doubtful = '1' OR m.doubt IS NULL AND c.subject IS NOT '综合经济')
ORDER BY m.base_unit = '元' DESC, m.total DESC, m.place, m.programme, m.what, m.figure
LIMIT 1000
