using CommentClassifier.Dockets;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CommentClassifier.Tests.Storage;

/// <summary>What the pages and the long loops ask of 50,000 comments, statement by statement, as they are sent: each must be led by an index.</summary>
public sealed class PagePlanTests() : StoreTest(null)
{
    private const int Comments = 50_000;

    [Fact]
    public async Task No_page_reads_the_whole_docket_or_sorts_it()
    {
        var run = await FillAsync();
        var asked = new List<(string Page, string Sql, object? Args)>();
        var bad = new List<string>();
        await using var connection = new SqliteConnection($"Data Source={Connection}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var (page, ask) in Pages(run))
        {
            Store.Database.Asked = (sql, args) => asked.Add((page, sql, args));
            await ask();
            Store.Database.Asked = null;
        }

        foreach (var (page, sql, args) in asked)
        {
            var within = new HashSet<int>();
            foreach (var step in connection.Query<PlanRow>($"EXPLAIN QUERY PLAN {sql}", args))
            {
                var repeated = within.Contains(step.Parent);
                if (repeated || step.Detail.StartsWith("CORRELATED", StringComparison.Ordinal))
                    within.Add(step.Id);
                if (IsDear(page, step.Detail) || (repeated && IsWhole(step.Detail)))
                    bad.Add($"{page}: {step.Detail}\n{sql}");
            }
        }

        Assert.True(asked.Count > 20, $"Only {asked.Count} statements were seen.");
        Assert.True(bad.Count == 0, string.Join("\n\n", bad));
    }

    // A list of comments is never sorted; what belongs to one comment is, and the runs that wait. A handful of rows may be scanned or sorted: dockets, runs, samples, people, and the terms of a full-text index.
    private static bool IsDear(string page, string step) =>
        (step.Contains("TEMP B-TREE FOR ORDER BY", StringComparison.Ordinal) && page.StartsWith("docket", StringComparison.Ordinal))
        || (step.StartsWith("SCAN ", StringComparison.Ordinal) && !step.Contains("VIRTUAL TABLE", StringComparison.Ordinal)
            && step.Split(' ')[1] is "c" or "comments" or "t" or "texts" or "l" or "labels" or "i" or "run_items" or "rc" or "run_comments" or "h" or "human_labels" or "m" or "request_members" or "q" or "requests" or "v" or "verdicts");

    // Once for each row, a whole docket or run is read: a time that grows with the square of the docket.
    private static bool IsWhole(string step) => step.EndsWith("(run=?)", StringComparison.Ordinal) || step.EndsWith("(docket=?)", StringComparison.Ordinal);

    private IEnumerable<(string Page, Func<Task> Ask)> Pages(RunId run)
    {
        const long After = 20_000;
        var comment = new CommentId("C-30000");
        yield return ("dockets", () => Store.Dockets.ListAsync());
        yield return ("docket", () => Store.Comments.BrowseAsync(Docket, null, After));
        yield return ("docket by content", () => Store.Comments.BrowseAsync(Docket, CommentContent.Withdrawn, After));
        yield return ("docket by words", () => Store.Comments.SearchAsync(Docket, "permit \"small business\"", After));
        yield return ("docket by id", () => Store.Comments.SearchAsync(Docket, comment.Value));
        yield return ("docket by label", () => Store.Comments.ByLabelAsync(run, "stance", "oppose", After));
        yield return ("docket by state", () => Store.Comments.ByStateAsync(run, CommentState.Invalid, After));
        yield return ("docket by campaign", () => Store.Comments.ByFamilyAsync(Docket, 3, After));
        yield return ("comment", () => Store.Comments.FindAsync(Docket, comment));
        yield return ("comment's labels", () => Store.Comments.LabelsAsync(Docket, comment));
        yield return ("comment's changes", () => Store.Comments.ChangesAsync(Docket, comment));
        yield return ("comment's coders", () => Store.Humans.HistoryAsync(Docket, comment));
        yield return ("comment's verdicts", () => Store.Verdicts.OfCommentAsync(Docket, comment));
        yield return ("run's failures", () => Store.Runs.FailuresAsync(run));
        yield return ("run's reasons", () => Store.Runs.FailureReasonsAsync(run));
        yield return ("queue", () => Store.Runs.QueueAsync());
        yield return ("run's stamp", () => Store.Runs.StampAsync(run));
        yield return ("coders' stamp", () => Store.Humans.StampAsync(Docket));
        yield return ("coders' last", () => Store.Humans.LastAsync(Docket));
        yield return ("docket's stamp", () => Store.Dockets.StampAsync(Docket));
        yield return ("audit's verdicts", () => Store.Verdicts.ListAsync(run));
        yield return ("docket's texts, in pages", async () => await Store.Dockets.TextsAsync(Docket).Take(1001).CountAsync());
        yield return ("docket's tokens, in pages", async () => await Store.Dockets.TextTokensAsync(Docket, new RunSelection()).Take(1).CountAsync());
        yield return ("docket's texts to ask, in pages", async () => await Store.Runs.PendingAsync(run).CountAsync());
        yield return ("docket's texts to control, in pages", async () => await Store.Runs.BatchedAsync(run).Take(1).CountAsync());
        yield return ("run's waiting texts", () => Store.Runs.PendingTextsAsync(run));
        yield return ("sample's progress", () => Store.Samples.ProgressAsync("s"));
    }

    // Written as rows, because importing and labelling 50,000 comments is not what is tried here. The statistics are those of a docket full of form letters, before its first run.
    private async Task<RunId> FillAsync()
    {
        await ImportAsync(Row("first", "one"));
        var run = (await Store.Runs.OpenAsync(Spec(), RunKind.Model)).Id;
        await using var connection = new SqliteConnection($"Data Source={Connection}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync(
            $"""
            BEGIN;
            CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {Comments}) SELECT i FROM n;
            INSERT INTO texts (id, docket, fingerprint, tokens, alone, family, content) SELECT i, 1, 'f' || i, 20, 0, i % 200, 'A permit for a small business, ' || i FROM n;
            INSERT INTO comments (id, docket, comment_id, text_id, content, row_number, imported_at) SELECT i, 1, 'C-' || i, i, CASE i % 50 WHEN 0 THEN 3 ELSE 0 END, i, 0 FROM n;
            INSERT INTO run_comments (run, comment) SELECT 1, i FROM n;
            INSERT INTO requests (id, guid, run, purpose, state, owner, lease_token, body_hash, reserved_prompt, reserved_completion, reserved_pico, planned_at)
                SELECT i, printf('%08x-0000-4000-8000-%012x', i, i), 1, 0, 1, 'x', 1, 'x', 1, 1, 1, 0 FROM n WHERE i % 50 = 0;
            INSERT INTO run_items (run, text_id, state, attempts, request) SELECT 1, i, CASE i % 40 WHEN 0 THEN 4 ELSE 1 END, 1, 50 FROM n;
            INSERT INTO labels (run, text_id, dimension, label, request, attempt, at) SELECT 1, i, 'stance', CASE i % 3 WHEN 0 THEN 'support' ELSE 'oppose' END, 50, 1, 0 FROM n;
            INSERT INTO human_labels (docket, comment, coder, dimension, label, at) SELECT 1, i, 'ann', 'stance', 'oppose', 0 FROM n WHERE i % 10 = 0;
            COMMIT;
            ANALYZE;
            DELETE FROM sqlite_stat1 WHERE tbl IN ('run_items', 'run_comments');
            UPDATE sqlite_stat1 SET stat = '1000000 334 334 1' WHERE idx = 'comments_by_text';
            ANALYZE sqlite_schema;
            """);
        return run;
    }

    private sealed class PlanRow
    {
        public int Id { get; set; }

        public int Parent { get; set; }

        public string Detail { get; set; } = "";
    }
}

/// <summary>The indexes of both databases are the same.</summary>
public sealed class IndexTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task PostgreSQL_has_every_index_that_SQLite_has()
    {
        var file = Path.Combine(Folder, "beside.db");
        await using (await Store.OpenAsync(file, Time, TestContext.Current.CancellationToken))
        {
        }

        await using var sqlite = new SqliteConnection($"Data Source={file}");
        await using var server = new NpgsqlConnection(Connection);
        var here = sqlite.Query<string>("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").ToHashSet();
        var there = server.Query<string>("SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()").ToHashSet();

        Assert.True(here.Count > 15);
        Assert.Empty(here.Except(there));
    }
}
