namespace CommentClassifier.Dockets;

/// <summary>Where the fields that matter stand in a CSV file.</summary>
internal sealed class Columns
{
    private readonly int _id;
    private readonly int _text;
    private readonly IReadOnlyList<string> _names;
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);

    private Columns(IReadOnlyList<string> names, int id, int text)
    {
        (_names, _id, _text) = (names, id, text);
    }

    public static Columns Of(string[] names, string file, DocketFormat format, DocketReadOptions options)
    {
        if (format == DocketFormat.BulkCsv && options.IdColumn is null && FieldNames.Find(names, "Document ID") < 0)
        {
            throw FieldNames.Missing(file, names, id: true, "Document ID");
        }

        var id = FieldNames.Id(names, options.IdColumn);
        var text = FieldNames.Text(names, options.TextColumn);
        return id < 0 ? throw FieldNames.Missing(file, names, id: true, options.IdColumn)
            : text < 0 ? throw FieldNames.Missing(file, names, id: false, options.TextColumn)
            : new Columns(names, id, text);
    }

    public string? IdIn(string[] fields) => _id < fields.Length && fields[_id].Length is > 0 and < 100 ? fields[_id] : null;

    public RawRecord Read(long row, string[] fields)
    {
        var reason = Value(fields, "Reason Withdrawn");
        return new RawRecord
        {
            Row = row,
            Id = fields[_id],
            Text = fields[_text],
            DocumentType = Value(fields, "Document Type"),
            Docket = Value(fields, "Docket ID"),
            Title = Value(fields, "Title"),
            TrackingNumber = Value(fields, "Tracking Number"),
            Organization = Value(fields, "Organization Name"),
            Category = Value(fields, "Category"),
            Region = Value(fields, "State/Province"),
            Country = Value(fields, "Country"),
            Withdrawn = Records.Yes(Value(fields, "Is Withdrawn?")) || Records.Blank(reason) is not null,
            WithdrawnReason = reason,
            PostedAt = Value(fields, "Posted Date"),
            ReceivedAt = Value(fields, "Received Date"),
            Attachments = Records.Addresses(Value(fields, "Attachment Files")),
        };
    }

    private string? Value(string[] fields, string name)
    {
        if (!_known.TryGetValue(name, out var index))
        {
            _known[name] = index = FieldNames.Find(_names, name);
        }

        return index < 0 || index == _id || index == _text ? null : fields[index];
    }
}
