using CommentClassifier.Dockets;
using static CommentClassifier.Tests.Dockets.Scratch;

namespace CommentClassifier.Tests.Dockets;

public sealed class JsonTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    private static string Record(string id, string comment = "hello", string type = "Public Submission") =>
        $$$"""{"data":{"id":"{{{id}}}","type":"comments","attributes":{"documentType":"{{{type}}}","docketId":"D","comment":"{{{comment}}}"} } }""";

    [Fact]
    public async Task One_record_an_array_of_records_and_a_list_page_are_all_read()
    {
        var inner = """{"id":"D-3","type":"comments","attributes":{"comment":"x [\"]} y"}}""";
        var one = await ReadAsync(_scratch.Write("one.json", Record("D-1")));
        var array = await ReadAsync(_scratch.Write("array.json", $"[ {Record("D-1")},\n{Record("D-2", type: "Notice")} ]"));
        var page = await ReadAsync(_scratch.Write("page.json", $$"""{"meta":{"data":"[no]"},"data":[{{inner}},{{inner}}],"links":{ } }"""));

        Assert.Single(Comments(one));
        Assert.IsType<DocketEntry.Document>(array[1]);
        Assert.Equal(["x [\"]} y", "x [\"]} y"], Comments(page).Select(comment => comment.Text));
    }

    [Fact]
    public async Task A_mirrulations_tree_is_read_in_order_and_a_bad_file_does_not_stop_it()
    {
        var tree = "raw-data/D/D-1/text-D-1";
        _scratch.Write($"{tree}/docket/D-1.json", """{"data":{"id":"D-1","type":"dockets","attributes":{"title":"A docket"}}}""");
        _scratch.Write($"{tree}/comments/D-1-0002.json", Record("D-1-0002"));
        _scratch.Write($"{tree}/comments/D-1-0003.json", "<html>rate limited</html>");
        _scratch.Write($"{tree}/comments/D-1-0004.json", Record("D-1-0004"));
        _scratch.Write($"{tree}/comments_attachments/D-1-0004_attachment_1.pdf", "%PDF");

        var entries = await ReadAsync(_scratch.Folder);

        Assert.Equal(["D-1-0002", "D-1-0004"], Comments(entries).Select(comment => comment.Id.Value));
        Assert.Equal("A docket", Assert.Single(entries.OfType<DocketEntry.Document>()).Title);
        Assert.StartsWith("D-1-0003.json: is a web page", Assert.Single(entries.OfType<DocketEntry.Skipped>()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_record_is_skipped_and_the_next_is_read()
    {
        var entries = await ReadAsync(_scratch.Write("array.json", $"[{Record("D-1")},{{\"data\":oops}},{Record("D-3")},{Record("D-4")[..30]}"));

        Assert.Equal(["D-1", "D-3"], Comments(entries).Select(comment => comment.Id.Value));
        Assert.Equal([2L, 4L], entries.OfType<DocketEntry.Skipped>().Select(skip => skip.Row));
    }

    [Fact]
    public async Task A_list_page_without_texts_is_skipped_and_not_taken_for_empty_comments()
    {
        var entries = await ReadAsync(_scratch.Write("page.json", """{"data":[{"id":"D-1","type":"comments","attributes":{"title":"Comment"}}]}"""));

        Assert.Contains("fetch each comment", Assert.IsType<DocketEntry.Skipped>(Assert.Single(entries)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_that_is_not_api_v4_is_refused_with_what_it_holds()
    {
        var message = await RefusalAsync(_scratch.Write("other.json", """[{"name":"x","value":1}]"""));

        Assert.Contains("'name', 'value'", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id", "text")]
    [InlineData("comment_id", "comment")]
    [InlineData("commentId", "text")]
    public async Task Lines_are_read_by_the_usual_names(string id, string text)
    {
        var path = _scratch.Write("lines.jsonl", $$"""
            {"{{id}}": 7, "{{text}}": "one"}

            {broken
            ["an array"]
            {"{{id}}":"8"}
            {"{{id}}":"9","{{text}}":"\ud800"}
            {"{{id}}":"10","{{text}}":"last"}
            """);

        var entries = await ReadAsync(path);

        Assert.Equal([("7", "one"), ("10", "last")], Comments(entries).Select(comment => (comment.Id.Value, comment.Text)));
        Assert.Equal([2L, 3L, 4L, 5L], entries.OfType<DocketEntry.Skipped>().Select(skip => skip.Row));
    }

    [Fact]
    public async Task A_format_that_does_not_fit_the_file_is_refused() =>
        Assert.Contains("not bulk-csv", await RefusalAsync(_scratch.Write("a.json", "[]"), new DocketReadOptions { Format = DocketFormat.BulkCsv }), StringComparison.Ordinal);
}
