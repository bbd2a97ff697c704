using System.Text.Json;

namespace CommentClassifier.Dockets;

/// <summary>A record of the regulations.gov API v4 (JSON:API): <c>{"data":{"id","type","attributes"},"included":[attachments]}</c>, or its data alone.</summary>
internal static class ApiRecord
{
    /// <summary>Whether an object has the members of an API v4 record.</summary>
    public static bool Is(JsonElement root) => Data(root) is not null;

    public static DocketEntry ToEntry(long row, JsonElement root, DocketReadOptions options)
    {
        if (Data(root) is not { } data)
        {
            return new DocketEntry.Skipped(row, null, $"not an API v4 record: it has {Members(root)} where 'data' or 'attributes' is expected");
        }

        var attributes = data.GetProperty("attributes");
        var type = Text(attributes, "documentType") ?? (Text(data, "type") is "comments" ? Records.Submission : Text(data, "type") is "dockets" ? "Docket" : null);
        var id = Text(data, options.IdColumn ?? "id") ?? Text(attributes, options.IdColumn ?? "id");
        if (id is not null && type is null or Records.Submission && !attributes.TryGetProperty(options.TextColumn ?? "comment", out _))
        {
            return new DocketEntry.Skipped(row, id, "the record has no 'comment': list pages leave the text out; fetch each comment by its id");
        }

        var attachments = Attachments(root, attributes);
        return Records.ToEntry(
            new RawRecord
            {
                Row = row,
                Id = id,
                DocumentType = type,
                Docket = Text(attributes, "docketId"),
                Text = Text(attributes, options.TextColumn ?? "comment"),
                Title = Text(attributes, "title"),
                TrackingNumber = Text(attributes, "trackingNbr"),
                Organization = Text(attributes, "organization"),
                Category = Text(attributes, "category"),
                Region = Text(attributes, "stateProvinceRegion"),
                Country = Text(attributes, "country"),
                Withdrawn = Records.Yes(Text(attributes, "withdrawn")) || Records.Blank(Text(attributes, "reasonWithdrawn")) is not null,
                WithdrawnReason = Text(attributes, "reasonWithdrawn"),
                PostedAt = Text(attributes, "postedDate"),
                ReceivedAt = Text(attributes, "receiveDate"),
                Attachments = attachments,
                HasAttachments = attachments.Count > 0 || LinksAttachments(data),
            },
            options.Docket);
    }

    /// <summary>A property as text; null when absent or null. Numbers and booleans as they are written.</summary>
    public static string? Text(JsonElement owner, string name) =>
        !owner.TryGetProperty(name, out var value) ? null
        : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        };

    /// <summary>The names of an object's members, for an error.</summary>
    public static string Members(JsonElement root) => root.ValueKind != JsonValueKind.Object
        ? $"a JSON {root.ValueKind.ToString().ToLowerInvariant()}"
        : $"'{string.Join("', '", root.EnumerateObject().Take(12).Select(member => member.Name.Length > 40 ? member.Name[..40] + "…" : member.Name))}'";

    private static JsonElement? Data(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var data = root.TryGetProperty("data", out var inner) ? inner : root;
        return data.ValueKind == JsonValueKind.Object && data.TryGetProperty("attributes", out var attributes) && attributes.ValueKind == JsonValueKind.Object
            ? data
            : null;
    }

    private static List<string> Attachments(JsonElement root, JsonElement attributes)
    {
        var addresses = new List<string>();
        if (root.TryGetProperty("included", out var included) && included.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in included.EnumerateArray())
            {
                if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("attributes", out var its) && its.ValueKind == JsonValueKind.Object)
                {
                    AddFiles(its, addresses);
                }
            }
        }

        AddFiles(attributes, addresses);
        return addresses;
    }

    private static void AddFiles(JsonElement owner, List<string> addresses)
    {
        if (owner.TryGetProperty("fileFormats", out var formats) && formats.ValueKind == JsonValueKind.Array)
        {
            addresses.AddRange(formats.EnumerateArray().Where(format => format.ValueKind == JsonValueKind.Object).Select(format => Text(format, "fileUrl")).OfType<string>());
        }
    }

    private static bool LinksAttachments(JsonElement data) =>
        data.TryGetProperty("relationships", out var relations) && relations.ValueKind == JsonValueKind.Object
        && relations.TryGetProperty("attachments", out var attachments) && attachments.ValueKind == JsonValueKind.Object
        && attachments.TryGetProperty("data", out var links) && links.ValueKind == JsonValueKind.Array && links.GetArrayLength() > 0;
}
