using CommentClassifier.Dockets;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;

namespace CommentClassifier.Reports;

/// <summary>A coder's label, beside the model's.</summary>
public sealed record CoderLabel(string Coder, string Label);

/// <summary>A comment and dimension that both a person and the run labelled.</summary>
public sealed record AuditItem
{
    /// <summary>The comment.</summary>
    public required CommentId Comment { get; init; }

    /// <summary>The dimension.</summary>
    public required string Dimension { get; init; }

    /// <summary>The human label: the sole coder's, else the strict majority's, else the one that settled a tie.</summary>
    public required string Human { get; init; }

    /// <summary>Each coder's own.</summary>
    public required IReadOnlyList<CoderLabel> Coders { get; init; }

    /// <summary>The run's label.</summary>
    public required string Machine { get; init; }

    /// <summary>The run's stated confidence, in [0, 1].</summary>
    public double? Confidence { get; init; }

    /// <summary>The quote's place in the text as sent.</summary>
    public TextSpan? Quote { get; init; }

    /// <summary>Its campaign; identical texts have one too.</summary>
    public long? Campaign { get; init; }

    /// <summary>The latest verdict, if there is one.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>How many items of its kind (agreeing or not) it stands for: 1 for a disagreement, more for a control.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Whether person and model agree: a control item.</summary>
    public bool Agrees => Human == Machine;
}

/// <summary>Which items an audit looks at.</summary>
public sealed record AuditFilter
{
    /// <summary>Only this dimension.</summary>
    public string? Dimension { get; init; }

    /// <summary>Only where the human label is this; controls carry one of the pair's labels.</summary>
    public string? Human { get; init; }

    /// <summary>Only where the model's label is this.</summary>
    public string? Machine { get; init; }

    /// <summary>Only at or above this stated confidence.</summary>
    public double? ConfidenceFrom { get; init; }

    /// <summary>Only at or below this stated confidence.</summary>
    public double? ConfidenceTo { get; init; }

    /// <summary>Only this campaign.</summary>
    public long? Campaign { get; init; }

    /// <summary>The share of the queue that agreeing items take, in [0, 1); without them audited accuracy is biased.</summary>
    public double ControlShare { get; init; } = 0.2;

    /// <summary>Decides the order and which agreeing items are controls; the same seed gives the same queue.</summary>
    public long Seed { get; init; } = 1;
}
