-- zh: 有哪几类问题，各有多少？
-- en: What kinds of issues are there, and how many of each?
SELECT kind, count(*) AS issues, count(DISTINCT coalesce(document, file)) AS documents,
  min(message) AS example
FROM issues
GROUP BY kind
ORDER BY issues DESC, kind
