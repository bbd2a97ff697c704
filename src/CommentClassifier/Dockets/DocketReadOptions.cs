namespace CommentClassifier.Dockets;

/// <summary>How to read a docket file.</summary>
public sealed record DocketReadOptions
{
    /// <summary>How the file is written; told from its content by default.</summary>
    public DocketFormat Format { get; init; } = DocketFormat.Auto;

    /// <summary>The column or property of the ids; by default the usual names are looked for.</summary>
    public string? IdColumn { get; init; }

    /// <summary>The column or property of the texts; by default the usual names are looked for.</summary>
    public string? TextColumn { get; init; }

    /// <summary>The docket the rows must belong to; a row that names another is skipped with the reason.</summary>
    public DocketId? Docket { get; init; }

    /// <summary>Caps on what a file may cost to read.</summary>
    public DocketLimits Limits { get; init; } = new();
}
