"""Views for other tools that open the database: what a person asks of it, ready to be sorted and filtered."""

VIEWS_FOR_TOOLS = """
-- One row a number that is told of a series in a period, however many articles tell it.
CREATE VIEW series_points AS
SELECT
    commodities.name AS commodity, figures.flow, reporters.name AS reporter, partners.name AS partner,
    figures.period, figures.kind, figures.measure, figures.value, figures.unit,
    CASE WHEN sum(figures.bound = '=') THEN '=' ELSE min(figures.bound) END AS bound, figures.baseline,
    count(DISTINCT coalesce(articles.site, articles.url)) AS outlets,
    count(DISTINCT coalesce(articles.story, -articles.id)) AS origins,
    CASE
        WHEN sum(figures.verdict = 'disputed') THEN 'disputed'
        WHEN sum(figures.verdict = 'proved') THEN 'proved'
        ELSE min(figures.verdict)
    END AS verdict,
    min(articles.published) AS first_published,
    figures.commodity AS commodity_key, figures.reporter AS reporter_code, figures.partner AS partner_code,
    figures.period_start, figures.period_end
FROM figures
JOIN articles ON articles.id = figures.article_id
JOIN commodities ON commodities.key = figures.commodity
JOIN places AS reporters ON reporters.code = figures.reporter
LEFT JOIN places AS partners ON partners.code = figures.partner
WHERE figures.current = 1
GROUP BY
    figures.commodity, figures.flow, figures.reporter, figures.partner, figures.measure, figures.period,
    figures.kind, figures.unit, figures.baseline, figures.value;

-- The newest month or span that each series has a number of some kind for.
CREATE VIEW latest AS
SELECT
    commodity, flow, reporter, partner, period, kind, measure, value, unit, bound, baseline, outlets, origins,
    verdict, first_published, commodity_key, reporter_code, partner_code, period_start, period_end
FROM (
    SELECT *, rank() OVER (
        PARTITION BY commodity_key, flow, reporter_code, partner_code, measure, kind
        ORDER BY period_end DESC, period_start DESC
    ) AS age
    FROM series_points WHERE period IS NOT NULL
)
WHERE age = 1;

-- The figures that others contradict, each with its sentence.
CREATE VIEW disputed AS
SELECT
    figures.id, figures.period, commodities.name AS commodity, figures.flow, reporters.name AS reporter,
    partners.name AS partner, figures.kind, figures.measure, figures.value, figures.unit, figures.bound,
    figures.baseline, articles.site, articles.published, figures.sentence, articles.title, articles.url
FROM figures
JOIN articles ON articles.id = figures.article_id
JOIN commodities ON commodities.key = figures.commodity
JOIN places AS reporters ON reporters.code = figures.reporter
LEFT JOIN places AS partners ON partners.code = figures.partner
WHERE figures.current = 1 AND figures.verdict = 'disputed';
"""
