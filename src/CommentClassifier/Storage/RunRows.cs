using CommentClassifier.Labels;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <summary>Shapes of result rows; settable, because the two databases type their columns differently.</summary>
internal sealed class ExportSource
{
    public long Key { get; set; }

    public string Comment { get; set; } = "";

    public long State { get; set; }

    public long? Text { get; set; }

    public long? Family { get; set; }

    public string? Reason { get; set; }

    public long? Attempts { get; set; }

    public long? At { get; set; }

    public string? Request { get; set; }

    public string? Model { get; set; }

    public string? Fingerprint { get; set; }

    public string? Content { get; set; }

    public ExportRow ToRow(IEnumerable<LabelSource> labels)
    {
        var state = (CommentState)State;
        var settled = At is not null && state is not (CommentState.Pending or CommentState.Unreadable or CommentState.Withdrawn);
        return new()
        {
            Comment = new(Comment),
            State = state,
            Labels = [.. labels.Select(l => l.ToExport(Content))],
            Reason = settled ? Reason : null,
            Text = Text is { } text ? new TextId(text) : null,
            Family = Family,
            Request = settled && Request is not null ? Guid.Parse(Request) : null,
            Model = settled ? Model : null,
            Fingerprint = settled ? Fingerprint : null,
            Attempt = !settled ? 0 : (int)(Attempts ?? 0) + (state == CommentState.Labelled ? 1 : 0),
            At = settled ? Column.At(At) : null,
        };
    }
}

internal class LabelSource
{
    public string Comment { get; set; } = "";

    public long Text { get; set; }

    public string Dimension { get; set; } = "";

    public string Label { get; set; } = "";

    public double? Confidence { get; set; }

    public long? Start { get; set; }

    public long? Length { get; set; }

    public static TextSpan? SpanOf(long? start, long? length) =>
        start is { } s && length is { } l ? new TextSpan((int)s, (int)l) : null;

    public static string? Slice(string? content, TextSpan? span) =>
        content is not null && span is { } s && s.Start >= 0 && s.Length >= 0 && s.Start + s.Length <= content.Length
            ? content.Substring(s.Start, s.Length)
            : null;

    public AssignedLabel ToLabel() => new(Dimension, Label, Confidence, SpanOf(Start, Length));

    public ExportLabel ToExport(string? content)
    {
        var span = SpanOf(Start, Length);
        return new(Dimension, Label, Confidence, span, Slice(content, span));
    }
}

internal sealed class FailureSource
{
    public string Comment { get; set; } = "";

    public long Copies { get; set; }

    public long State { get; set; }

    public string? Reason { get; set; }

    public long Attempts { get; set; }

    public string? Request { get; set; }

    public string? Reply { get; set; }
}

internal sealed class CountSource
{
    public string Dimension { get; set; } = "";

    public string Label { get; set; } = "";

    public long Comments { get; set; }
}

internal sealed class ControlSource
{
    public long Text { get; set; }

    public string Dimension { get; set; } = "";

    public string Label { get; set; } = "";

    public string Control { get; set; } = "";

    public long Position { get; set; }

    public long Members { get; set; }

    public string Comment { get; set; } = "";

    public long Purpose { get; set; }
}
