namespace CommentClassifier.Reports;

/// <summary>The report's page: one calm column, dense tables, fit for paper.</summary>
internal static class ReportStyles
{
    public const string Css =
        """
        *{box-sizing:border-box}
        body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
        main,header.top,footer{max-width:1020px;margin:0 auto;padding:0 1.25rem}
        header.top{padding-top:2rem}
        h1{font-size:1.55rem;line-height:1.25;margin:0 0 .2rem;letter-spacing:-.01em}
        h2{font-size:1.2rem;margin:2.6rem 0 .7rem;padding-top:.9rem;border-top:2px solid var(--ink);line-height:1.25}
        h3{font-size:1.02rem;margin:1.6rem 0 .4rem}
        p{margin:.4rem 0 .8rem;max-width:74ch}
        .quiet,.sub{color:var(--quiet)}.sub{margin:0 0 1rem}
        .headline{font-size:1.22rem;line-height:1.45;max-width:64ch;margin:1.2rem 0 1.4rem}
        .banner{border:1px solid var(--warn-line);background:var(--warn-paper);color:var(--warn-ink);border-radius:6px;padding:.7rem .95rem;margin:1rem 0}
        .banner b{display:block}.banner p{margin:0}
        .warnings{border-left:3px solid var(--warn-line);padding:.1rem 0 .1rem .9rem;margin:.9rem 0;list-style:none;max-width:80ch}
        .warnings li{margin:.25rem 0}
        nav.contents{display:flex;flex-wrap:wrap;gap:.15rem 1.1rem;font-size:.93rem;margin:0 0 .6rem}
        a{color:var(--accent)}
        dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1.2rem;margin:.4rem 0 1rem}
        dl.facts dt{color:var(--quiet)}dl.facts dd{margin:0;overflow-wrap:anywhere}
        code{font:.88em/1.4 ui-monospace,SFMono-Regular,Menlo,monospace;overflow-wrap:anywhere}
        table.glance{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
        table.glance th,table.glance td{text-align:left;font-weight:400;padding:.35rem 1rem .35rem 0;border-bottom:1px solid var(--faint);vertical-align:top}
        table.glance thead th{color:var(--quiet);font-size:.86em;border-bottom-color:var(--line)}
        table.glance .num{white-space:nowrap}table.glance .quiet{margin-left:.35em}p .quiet{margin-left:.3em}table.glance b{font-weight:600}.narrow{display:none}
        section.dimension{margin-top:0}
        .question{color:var(--quiet);margin:-.35rem 0 1rem}
        .scroll+.chart{margin-top:1.6rem}
        .quotes{display:grid;grid-template-columns:repeat(auto-fill,minmax(290px,1fr));gap:.5rem 1.6rem;margin:.3rem 0 1.2rem;padding:0;list-style:none}
        .quotes blockquote{margin:0;padding-left:.75rem;border-left:2px solid var(--line);overflow-wrap:anywhere}
        .quotes cite{font-style:normal;color:var(--quiet);font-size:.86em;display:block}
        .excerpt{overflow-wrap:anywhere}td.excerpt{width:45%}table.campaigns th,table.campaigns td{vertical-align:top}
        details.more{margin:-.6rem 0 1rem}details.more>summary{cursor:pointer;color:var(--accent)}
        dl.labels{margin:.5rem 0;max-width:80ch}dl.labels dt{font-weight:600}dl.labels dd{margin:0 0 .4rem;color:var(--quiet)}
        .pair{display:flex;flex-wrap:wrap;gap:0 2.4rem;align-items:flex-start}.pair>figure{flex:1 1 min(100%,400px);min-width:0}.pair>.confusion{flex:0 1 auto;max-width:100%}
        footer{color:var(--quiet);font-size:.9rem;padding-top:2rem;padding-bottom:3rem}
        :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
        @media (max-width:600px){
        h1{font-size:1.3rem}.headline{font-size:1.08rem}main,header.top,footer{padding-left:1rem;padding-right:1rem}
        dl.facts{grid-template-columns:1fr;gap:0}dl.facts dd{margin-bottom:.4rem}
        table.glance thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
        table.glance,table.glance tbody{display:block}table.glance tr{display:block;padding:.4rem 0;border-bottom:1px solid var(--line)}table.glance th,table.glance td{display:block;border:0;padding:0}table.glance .num{white-space:normal}table.glance .narrow{display:inline}
        }
        @media print{:root{color-scheme:light;--ink:#000;--quiet:#444;--paper:#fff}body{font-size:10.5pt}h2{break-after:avoid}tr,.banner{break-inside:avoid}nav.contents{display:none}a{color:inherit;text-decoration:none}details.more::details-content{content-visibility:visible;block-size:auto}}
        """;
}
