-- zh: 各地在各项政策下有多少资金？
-- en: How much money do places have under each programme?
-- parameter county: 地区全称或一部分；空着时不限 / the place's name or a part of it; any if empty
-- parameter programme: 政策名称中的词；空着时不限 / a word in the programme's name; any if empty
SELECT place, programme, what, qualifiers, period, status, total, base_unit, facts, repeats,
  largest, doubt, quote, figure, document
FROM programme_money
WHERE coalesce(place, '') LIKE '%' || :county || '%' AND programme LIKE '%' || :programme || '%'
ORDER BY base_unit = '元' DESC, total DESC, place, programme, what, figure
LIMIT 1000
