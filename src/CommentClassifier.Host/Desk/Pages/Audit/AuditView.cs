using System.Globalization;
using CommentClassifier.Dockets;
using CommentClassifier.Ledger;
using CommentClassifier.Reports;

namespace CommentClassifier.Host.Desk.Pages.Audit;

/// <summary>What an audit page shows: a run, a filter and an item; as an address, so that it can be sent to a colleague.</summary>
public sealed record AuditView(RunId Run, AuditFilter Filter)
{
    private static readonly AuditFilter Standard = new();

    /// <summary>Whether anything narrows the queue.</summary>
    public bool Narrowed => Filter with { ControlShare = Standard.ControlShare, Seed = Standard.Seed } != Standard;

    /// <summary>The address with an item, or of the first open one.</summary>
    public string Address(AuditItem? item = null) => Link.To($"audit/{Link.Part(Run.Value)}", [.. Query(), ("item", item is null ? null : Key(item))]);

    /// <summary>The address of the record, with the same filter.</summary>
    public string CsvAddress => Link.To($"api/runs/{Link.Part(Run.Value)}/audit.csv", [.. Query()]);

    /// <summary>An item's key in an address.</summary>
    public static string Key(AuditItem item) => $"{item.Dimension}~{item.Comment}";

    /// <summary>A key taken apart, or null.</summary>
    public static (string Dimension, CommentId Comment)? Parse(string? key) =>
        key?.Split('~', 2) is [{ Length: > 0 } dimension, { Length: > 0 } comment] ? (dimension, new CommentId(comment)) : null;

    /// <summary>The filter that an address means; what is out of range counts as not said.</summary>
    public static AuditFilter FilterOf(
        string? dimension, string? human, string? model, double? from, double? to, long? campaign, int? controls, long? seed) => new()
        {
            Dimension = Said(dimension),
            Human = Said(human),
            Machine = Said(model),
            ConfidenceFrom = from,
            ConfidenceTo = to,
            Campaign = campaign,
            ControlShare = controls is >= 0 and <= 90 ? controls.Value / 100d : Standard.ControlShare,
            Seed = seed ?? Standard.Seed,
        };

    private static string? Said(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private IEnumerable<(string, string?)> Query() =>
    [
        ("dimension", Filter.Dimension), ("human", Filter.Human), ("model", Filter.Machine),
        ("from", Number(Filter.ConfidenceFrom)), ("to", Number(Filter.ConfidenceTo)), ("campaign", Filter.Campaign?.ToString(CultureInfo.InvariantCulture)),
        ("controls", Filter.ControlShare == Standard.ControlShare ? null : Number(Math.Round(100 * Filter.ControlShare))),
        ("seed", Filter.Seed == Standard.Seed ? null : Filter.Seed.ToString(CultureInfo.InvariantCulture)),
    ];

    private static string? Number(double? value) => value?.ToString(CultureInfo.InvariantCulture);
}
