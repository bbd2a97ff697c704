using System.Text;
using System.Text.Json;

namespace CommentClassifier.Dockets;

/// <summary>Tells how a docket file is written from its first bytes, and refuses what no reader can read.</summary>
internal static class FormatSniffer
{
    public static DocketFormat Detect(DocketFile file, DocketFormat asked)
    {
        var head = file.Head.AsSpan();
        Refuse(file, head);
        var first = (char)head.TrimStart(" \t\r\n"u8)[0];
        var looksLikeJson = first is '{' or '[';
        if (asked == DocketFormat.Auto)
        {
            return first == '[' ? DocketFormat.ApiJson : first == '{' ? Object(head) : DocketFormat.Csv;
        }

        if (asked is DocketFormat.ApiJson or DocketFormat.Jsonl != looksLikeJson)
        {
            throw new DocketFileException(
                $"{file.Name}: starts like {(looksLikeJson ? "JSON" : "text or CSV")}, which is not {Option(asked)}; leave out --format or name the right one.");
        }

        return asked;
    }

    /// <summary>The value of <c>--format</c>.</summary>
    public static string Option(DocketFormat format) => format switch
    {
        DocketFormat.BulkCsv => "bulk-csv",
        DocketFormat.ApiJson => "api-json",
        DocketFormat.Csv => "csv",
        DocketFormat.Jsonl => "jsonl",
        _ => "auto",
    };

    private static void Refuse(DocketFile file, ReadOnlySpan<byte> head)
    {
        if (head.TrimStart(" \t\r\n"u8).IsEmpty)
        {
            throw new DocketFileException($"{file.Name}: is empty; download it again.");
        }

        var found =
            head.StartsWith("PK\x03\x04"u8) ? "is a zip archive (or an Office document); unpack it and import the CSV or JSON inside"
            : head.StartsWith("%PDF"u8) ? "is a PDF; import the docket's CSV or JSON instead"
            : head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? "is UTF-16 text; save it as UTF-8"
            : head.Contains((byte)0) || ControlShare(head) > 0.02 ? "is binary, neither CSV nor JSON; give a bulk download, API v4 JSON, CSV or JSONL"
            : head.TrimStart(" \t\r\n"u8)[0] == (byte)'<' ? "is a web page or XML, not a docket: the download was probably an error page; fetch it again"
            : null;
        if (found is not null)
        {
            throw new DocketFileException($"{file.Name}: {found}.");
        }
    }

    private static double ControlShare(ReadOnlySpan<byte> head)
    {
        var controls = 0;
        foreach (var b in head)
        {
            controls += b < 0x20 && b is not ((byte)'\t' or (byte)'\r' or (byte)'\n' or 0x0B or 0x0C) ? 1 : 0;
        }

        return (double)controls / head.Length;
    }

    /// <summary>One object: API v4 if it has its members, else JSONL; lines of API records are read as JSONL, which knows both.</summary>
    private static DocketFormat Object(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf((byte)'\n');
        if (end > 0 && head[(end + 1)..].TrimStart(" \t\r\n"u8).StartsWith("{"u8) && IsWhole(head[..end]))
        {
            return DocketFormat.Jsonl;
        }

        var text = Encoding.UTF8.GetString(head);
        return text.Contains("\"data\"", StringComparison.Ordinal) || text.Contains("\"attributes\"", StringComparison.Ordinal)
            || text.Contains("\"errors\"", StringComparison.Ordinal) || (end > 0 && !IsWhole(head[..end]) && text.StartsWith("{\n", StringComparison.Ordinal))
            ? DocketFormat.ApiJson
            : DocketFormat.Jsonl;
    }

    private static bool IsWhole(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        try
        {
            reader.Read();
            reader.Skip();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
