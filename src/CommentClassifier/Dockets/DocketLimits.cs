namespace CommentClassifier.Dockets;

/// <summary>What a file may cost to read. Uploads and archives come from strangers: a small file must not become a large one.</summary>
public sealed record DocketLimits
{
    /// <summary>Bytes a file may hold once unpacked. Default 4 GiB; at least 1.</summary>
    public long MaxExpandedBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>Unpacked bytes for each packed one, looked at once <see cref="RatioFreeBytes"/> are unpacked. Default 200; at least 1.</summary>
    public int MaxExpansionRatio { get; init; } = 200;

    /// <summary>Unpacked bytes before the ratio counts: small files of one repeated row are harmless. Default 10 MB.</summary>
    public long RatioFreeBytes { get; init; } = 10_000_000;

    /// <summary>Bytes of one row or record. Default 16 MiB; at least 1,024. A quote that is never closed ends here too.</summary>
    public int MaxRecordBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The name of a setting as an error gives it to the user.</summary>
    internal static string Setting(string property) => $"Import:Limits:{property}";

    /// <summary>Refuses limits out of range, naming the setting.</summary>
    internal void Check()
    {
        Range(MaxExpandedBytes, 1, nameof(MaxExpandedBytes));
        Range(MaxExpansionRatio, 1, nameof(MaxExpansionRatio));
        Range(RatioFreeBytes, 0, nameof(RatioFreeBytes));
        Range(MaxRecordBytes, 1024, nameof(MaxRecordBytes));
    }

    private static void Range(long value, long least, string property)
    {
        if (value < least)
        {
            throw new DocketFileException($"{Setting(property)} is {value}; it must be at least {least}.");
        }
    }
}
