using CommentClassifier.Ledger;
using Dapper;

namespace CommentClassifier.Storage;

/// <summary>A selection as SQL.</summary>
internal static class SelectionSql
{
    /// <summary>A SELECT of the keys of the comments selected.</summary>
    public static (string Sql, DynamicParameters Args) Comments(Database database, long docket, RunSelection selection)
    {
        var args = new DynamicParameters(new { docket });
        var sql = "SELECT c.id FROM comments c WHERE c.docket = @docket";
        if (selection.CodedOnly)
            sql += " AND EXISTS (SELECT 1 FROM human_labels h WHERE h.comment = c.id)";
        if (selection.Ids is { } ids)
        {
            sql += $" AND {database.In("c.comment_id", "ids")}";
            args.Add("ids", database.List(ids.Select(id => id.Value)));
        }

        if (selection.Limit is { } limit)
        {
            sql += " ORDER BY c.id LIMIT @limit";
            args.Add("limit", limit);
        }

        return (sql, args);
    }
}
