-- zh: 哪些文章没有印出日期？
-- en: Which articles print no date?
SELECT a.title AS article_title, a.date, a.date_origin, a.date_evidence, a.place, a.kind,
  (SELECT count(*) FROM figures f WHERE f.article = a.id) AS facts, a.document
FROM articles a
WHERE a.date IS NULL OR a.date_origin = 'inferred'
ORDER BY a.date IS NULL DESC, facts DESC, a.id
LIMIT 1000
