using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Reports.Charts;
using CommentClassifier.Storage;

namespace CommentClassifier.Reports;

/// <summary>Everything a report of a run shows. A plain value: the HTML file and the desk's results page are made from it.</summary>
public sealed record DocketReport
{
    /// <summary>The run in figures.</summary>
    public required RunSummary Summary { get; init; }

    /// <summary>The docket's title, if known.</summary>
    public string? Title { get; init; }

    /// <summary>The codebook the run was made with.</summary>
    public required Codebook Codebook { get; init; }

    /// <summary>When the report was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>One sentence: what the docket says and how far that can be trusted.</summary>
    public required string Headline { get; init; }

    /// <summary>What is known of each dimension, in the codebook's order.</summary>
    public required IReadOnlyList<DimensionResult> Dimensions { get; init; }

    /// <summary>The largest campaigns.</summary>
    public required IReadOnlyList<CampaignTotal> Campaigns { get; init; }

    /// <summary>Comments that belong to any campaign, and how many campaigns there are.</summary>
    public required (long Comments, long Campaigns) CampaignFigures { get; init; }

    /// <summary>Why comments have no label.</summary>
    public required IReadOnlyList<ReasonTotal> Failures { get; init; }

    /// <summary>Coders by name, none without human labels.</summary>
    public required IReadOnlyList<string> Coders { get; init; }

    /// <summary>Seed and resamples of the intervals; null without human labels.</summary>
    public AgreementDocument? Agreement { get; init; }

    /// <summary>Whether nothing but cue words made the labels.</summary>
    public bool IsKeywords => Summary.Run.Kind == RunKind.Keywords;
}

/// <summary>One dimension of a report.</summary>
public sealed record DimensionResult
{
    /// <summary>The question with its labels and definitions.</summary>
    public required Dimension Dimension { get; init; }

    /// <summary>Shares with bounds, in the codebook's order of labels.</summary>
    public required IReadOnlyList<ShareRow> Shares { get; init; }

    /// <summary>What the shares are shares of.</summary>
    public required string Denominator { get; init; }

    /// <summary>How they were estimated.</summary>
    public required string Method { get; init; }

    /// <summary>Whether the shares are corrected for the model's mistakes.</summary>
    public required bool Corrected { get; init; }

    /// <summary>Whether every labelled comment was coded by people: the shares are theirs.</summary>
    public bool Census { get; init; }

    /// <summary>The run's own counts: per submission and per distinct text.</summary>
    public required IReadOnlyList<LabelTotal> Totals { get; init; }

    /// <summary>By posted date; empty without dates.</summary>
    public required IReadOnlyList<PeriodCounts> Periods { get; init; }

    /// <summary>Short quotes the labels rest on.</summary>
    public required IReadOnlyList<EvidenceQuote> Quotes { get; init; }

    /// <summary>How far the labels can be trusted; null without human labels.</summary>
    public DimensionAgreement? Agreement { get; init; }

    /// <summary>Colour classes by label.</summary>
    public IReadOnlyDictionary<string, string> Tones => LabelTones.Of(Dimension);

    /// <summary>The most frequent answer of those that address the matter, if any does; else whatever label there is.</summary>
    public ShareRow? Leading => Shares.Where(s => s.Share > 0).OrderBy(IsSilent).ThenByDescending(s => s.Share).FirstOrDefault();

    /// <summary>The share of comments that do not address the matter; null where the codebook has no such label.</summary>
    public double? Silent => Shares.Any(IsSilent) ? Shares.Where(IsSilent).Sum(s => s.Share) : null;

    private bool IsSilent(ShareRow row) => Dimension.Find(row.Label)?.Kind == LabelKind.NotAddressed;
}
