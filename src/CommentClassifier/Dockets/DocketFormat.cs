namespace CommentClassifier.Dockets;

/// <summary>How a docket file is written.</summary>
public enum DocketFormat
{
    /// <summary>Told from the content, never from the name alone.</summary>
    Auto,

    /// <summary>The regulations.gov bulk download: columns by name, one row a document or comment.</summary>
    BulkCsv,

    /// <summary>The regulations.gov API v4: a record, an array of records, a list page, or a mirrulations tree of them.</summary>
    ApiJson,

    /// <summary>Any CSV with a column of ids and a column of texts.</summary>
    Csv,

    /// <summary>One JSON object a line, with a property for the id and one for the text.</summary>
    Jsonl,
}
