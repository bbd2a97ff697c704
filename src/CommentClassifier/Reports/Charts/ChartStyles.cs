namespace CommentClassifier.Reports.Charts;

/// <summary>
/// The one style sheet of the charts: colours as custom properties (light, and dark by <c>prefers-color-scheme</c>), shapes as
/// classes. The report puts it in its head; the desk serves it as a file. Nothing in it loads anything.
/// </summary>
public static class ChartStyles
{
    /// <summary>CSS; define <c>--ink</c> and the other properties anew to change the colours.</summary>
    public const string Css =
        """
        :root{color-scheme:light dark;
        --ink:#1c2126;--quiet:#59636e;--line:#d8dde2;--faint:#eef1f4;--paper:#fff;--accent:#1f5fa8;--warn-ink:#6b4400;--warn-paper:#fff6e0;--warn-line:#e3b75a;
        --tone-0:#2b6cb0;--tone-1:#c0591b;--tone-2:#2a8a6a;--tone-3:#8a5ab5;--tone-4:#b5487c;--tone-5:#8a7a1f;--tone-6:#3a8fa8;--tone-7:#7a5c48;
        --tone-none:#c9cfd6;--tone-unclear:#99a2ac;
        --s0:#8c3a12;--s1:#c0591b;--s2:#e3a071;--s3:#a9a396;--s4:#86b3da;--s5:#2b6cb0;--s6:#184a80;--heat:31,95,168;--heat-off:176,84,24}
        @media (prefers-color-scheme:dark){:root{
        --ink:#e6e9ec;--quiet:#a3adb7;--line:#363d45;--faint:#22282e;--paper:#15191d;--accent:#8ab8ec;--warn-ink:#f3d391;--warn-paper:#33280f;--warn-line:#7d6226;
        --tone-0:#6aa7e6;--tone-1:#e58a4c;--tone-2:#5fc09c;--tone-3:#b791df;--tone-4:#e07fae;--tone-5:#c9b751;--tone-6:#6cc3dc;--tone-7:#b8967f;
        --tone-none:#454d56;--tone-unclear:#6d7782;
        --s0:#e0733a;--s1:#e58a4c;--s2:#c99a78;--s3:#8b877d;--s4:#7fa3c4;--s5:#6aa7e6;--s6:#9cc6f3;--heat:106,167,230;--heat-off:229,138,76}}
        .tone-0{fill:var(--tone-0)}.tone-1{fill:var(--tone-1)}.tone-2{fill:var(--tone-2)}.tone-3{fill:var(--tone-3)}.tone-4{fill:var(--tone-4)}.tone-5{fill:var(--tone-5)}.tone-6{fill:var(--tone-6)}.tone-7{fill:var(--tone-7)}
        .tone-none{fill:var(--tone-none)}.tone-unclear{fill:var(--tone-unclear)}
        .tone-s0{fill:var(--s0)}.tone-s1{fill:var(--s1)}.tone-s2{fill:var(--s2)}.tone-s3{fill:var(--s3)}.tone-s4{fill:var(--s4)}.tone-s5{fill:var(--s5)}.tone-s6{fill:var(--s6)}
        .state-labelled{fill:var(--tone-0)}.state-refused{fill:var(--tone-1)}.state-filtered{fill:var(--tone-5)}.state-invalid{fill:var(--tone-4)}.state-oversized{fill:var(--tone-3)}.state-unreadable{fill:var(--tone-unclear)}.state-withdrawn{fill:var(--tone-none)}.state-pending{fill:var(--line)}
        .chart{margin:0 0 1.6rem;color:var(--ink)}
        .chart figcaption{margin:0 0 .35rem}.chart figcaption .of{color:var(--quiet);margin-left:.4em;font-size:.92em}
        .chart .note{margin:.35rem 0 0;color:var(--quiet);font-size:.9em;max-width:70ch}
        .chart svg{display:block;overflow:visible}.chart svg.key{display:inline-block;vertical-align:-1px}
        .chart svg .grid{stroke:var(--line);stroke-width:1}
        .chart svg .worst{fill:var(--faint);stroke:var(--line);stroke-width:1}
        .chart svg .interval{stroke:var(--ink);stroke-width:1.5}
        .chart svg .marker{stroke:var(--ink);stroke-width:2;stroke-dasharray:3 2}
        .chart svg .dot{stroke:var(--paper);stroke-width:1.5}
        .chart svg .ideal{stroke:var(--quiet);stroke-width:1;stroke-dasharray:4 4}
        .chart svg .gap{stroke:var(--tone-1);stroke-width:2}
        .chart svg .curve{fill:none;stroke:var(--tone-0);stroke-width:2}.chart svg .band{fill:var(--tone-0);opacity:.16}
        .chart svg .volume{fill:var(--quiet);opacity:.55}.chart svg .few{opacity:.4}
        .chart svg .tick{fill:var(--quiet);font:11px system-ui,sans-serif}
        .chart svg.square{width:100%;max-width:340px;height:auto}
        .chart .beside{display:flex;flex-wrap:wrap;gap:.5rem 2rem;align-items:flex-start}.chart .beside>svg{flex:0 1 340px}.chart .beside>table{flex:1 1 300px;width:auto}
        table.figures{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;line-height:1.3}
        table.figures th,table.figures td{padding:.18rem .6rem .18rem 0;text-align:left;vertical-align:middle;font-weight:400;border:0}
        table.figures th:last-child,table.figures td:last-child{padding-right:0}
        table.figures thead th{color:var(--quiet);font-size:.86em;vertical-align:bottom;border-bottom:1px solid var(--line)}
        table.figures tfoot th,table.figures tfoot td{border-top:1px solid var(--line)}
        table.figures .num{text-align:right;white-space:nowrap}table.figures .strong{font-weight:600}
        table.figures .quiet,table.figures .series{color:var(--quiet)}
        table.figures .plot{width:42%;min-width:110px}
        table.figures .axis{display:flex;justify-content:space-between}
        .intervals table.figures tr.first th,.intervals table.figures tr.first td{border-top:1px solid var(--faint)}
        .intervals table.figures th[scope=rowgroup]{vertical-align:top}
        .scroll{overflow-x:auto}
        table.heat{border-collapse:separate;border-spacing:2px;font-variant-numeric:tabular-nums}
        table.heat th{font-weight:400;color:var(--quiet);padding:.15rem .4rem;text-align:right;font-size:.92em}
        table.heat thead th{text-align:center;vertical-align:bottom;max-width:8em;line-height:1.15}
        table.heat .corner{color:var(--quiet);font-size:.8em;text-align:right;padding:.15rem .4rem}.heat .corner span{display:block;white-space:nowrap}
        table.heat td.cell{text-align:center;min-width:3.4em;padding:.3rem .35rem;border-radius:3px;background:var(--faint)}
        table.heat td.cell small{display:block;font-size:.74em;opacity:.85;line-height:1}
        table.heat td.cell a{color:inherit}
        table.heat td.same{outline:1px solid var(--quiet);outline-offset:-1px}
        table.heat .sum{color:var(--quiet);text-align:right;padding:.15rem .4rem}
        .heat-0{color:var(--quiet)}
        .heat-1{background:rgba(var(--heat-off),.10)!important}.heat-2{background:rgba(var(--heat-off),.20)!important}.heat-3{background:rgba(var(--heat-off),.30)!important}.heat-4{background:rgba(var(--heat-off),.40)!important}
        .heat-5{background:rgba(var(--heat-off),.48)!important}.heat-6{background:rgba(var(--heat-off),.55)!important}.heat-7{background:rgba(var(--heat-off),.62)!important}.heat-8{background:rgba(var(--heat-off),.70)!important}
        .heat-1.same{background:rgba(var(--heat),.10)!important}.heat-2.same{background:rgba(var(--heat),.18)!important}.heat-3.same{background:rgba(var(--heat),.26)!important}.heat-4.same{background:rgba(var(--heat),.34)!important}
        .heat-5.same{background:rgba(var(--heat),.40)!important}.heat-6.same{background:rgba(var(--heat),.46)!important}.heat-7.same{background:rgba(var(--heat),.52)!important}.heat-8.same{background:rgba(var(--heat),.58)!important}
        .chart .legend{list-style:none;margin:.3rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.1rem 1.1rem;font-size:.92em}
        .chart details.as-table{margin-top:.3rem}.chart details.as-table summary{color:var(--quiet);cursor:pointer;font-size:.92em}
        @media (max-width:600px){
        .shares table.figures thead,.intervals table.figures thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
        .shares table.figures tr,.intervals table.figures tr{display:flex;flex-wrap:wrap;gap:0 .9rem;padding:.3rem 0;border-top:1px solid var(--faint)}
        .shares table.figures tbody,.intervals table.figures tbody,.shares table.figures,.intervals table.figures{display:block}
        .shares table.figures tr>*,.intervals table.figures tr>*{padding:0;border:0!important}
        .shares table.figures tr>th{flex:1 1 60%}.intervals table.figures tr>th{flex:1 1 100%;font-weight:600}
        .intervals table.figures .series{display:none}
        .shares table.figures .plot,.intervals table.figures .plot{order:9;flex:1 1 100%;width:100%}
        .shares table.figures td.num:not(.strong)::before,.intervals table.figures td.num::before{content:attr(data-name) " ";color:var(--quiet);font-size:.86em}
        .states table.figures th:last-child,.states table.figures td:last-child{display:none}
        }
        @media print{.chart{break-inside:avoid}.chart details.as-table:not([open]){display:none}}
        """;
}
