using System.Text;
using CommentClassifier.Dockets;
using static CommentClassifier.Tests.Dockets.Scratch;

namespace CommentClassifier.Tests.Dockets;

public sealed class CsvTests : IDisposable
{
    private const string Header = "Comment,Docket ID,Document ID,Document Type,Tracking Number,Is Withdrawn?,Reason Withdrawn,Attachment Files\n";

    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("\n", false)]
    [InlineData("\r\n", true)]
    public async Task Columns_are_found_by_name_whatever_order_line_ends_and_byte_order_mark(string feed, bool mark)
    {
        var text = "Document ID,Posted Date,Comment" + feed + "D-1,2025-05-28T04:00Z,\"first line" + feed + "second, with \"\"quotes\"\"\"" + feed;
        var path = _scratch.Write("docket.csv", [.. mark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text)]);

        var comment = Assert.Single(Comments(await ReadAsync(path)));

        Assert.Equal("D-1", comment.Id.Value);
        Assert.Equal("first line\nsecond, with \"quotes\"", comment.Text);
        Assert.Equal(new DateTimeOffset(2025, 5, 28, 4, 0, 0, TimeSpan.Zero), comment.PostedAt);
    }

    [Fact]
    public async Task The_agencys_documents_are_not_comments_and_a_withdrawn_text_is_not_read()
    {
        var path = _scratch.Write("docket.csv", Header
            + ",D,D-1,Proposed Rule,,false,,\n"
            + "still here,D,D-2,Public Submission,t-2,true,changed my mind,\n"
            + "See attached file(s),D,D-3,Public Submission,t-3,false,,\"http://x.invalid/a.pdf,http://x.invalid/a.docx\"\n"
            + ",D,D-4,Public Submission,t-4,false,,\n");

        var entries = await ReadAsync(path);

        Assert.Equal("Proposed Rule", Assert.IsType<DocketEntry.Document>(entries[0]).DocumentType);
        var comments = Comments(entries).ToList();
        Assert.Equal([CommentContent.Withdrawn, CommentContent.AttachmentOnly, CommentContent.Empty], comments.Select(comment => comment.Content));
        Assert.Equal(("", "", "changed my mind"), (comments[0].RawText, comments[0].Text, comments[0].WithdrawnReason));
        Assert.Equal(2, comments[1].Attachments.Count);
    }

    [Fact]
    public async Task Bad_rows_are_skipped_with_their_number_and_reason_and_reading_goes_on()
    {
        byte[] latin1 = [.. "caf"u8, 0xE9];
        byte[] rows =
        [
            .. Encoding.UTF8.GetBytes(Header),
            .. "no id,D,,Public Submission,,,,\n"u8,
            .. "too short,D,D-2\n"u8,
            .. latin1, .. ",D,D-3,Public Submission,,,,\n"u8,
            .. "elsewhere,OTHER-1,D-4,Public Submission,,,,\n"u8,
            .. "a \"quoted\" word,D,D-5,Public Submission,,,,\n"u8,
            .. "\"never closed,D,D-6,Public Submission,,,,\n"u8,
        ];

        var entries = await ReadAsync(_scratch.Write("docket.csv", rows), new DocketReadOptions { Docket = new DocketId("D") });

        var skipped = entries.OfType<DocketEntry.Skipped>().ToDictionary(skip => skip.Row, skip => skip.Reason);
        Assert.Equal([1L, 2L, 3L, 4L, 6L], skipped.Keys.Order());
        Assert.Contains("no id", skipped[1], StringComparison.Ordinal);
        Assert.Contains("3 fields where the header has 8", skipped[2], StringComparison.Ordinal);
        Assert.Contains("not UTF-8", skipped[3], StringComparison.Ordinal);
        Assert.Contains("docket OTHER-1", skipped[4], StringComparison.Ordinal);
        Assert.Contains("quote is not closed", skipped[6], StringComparison.Ordinal);
        Assert.Equal("a \"quoted\" word", Assert.Single(Comments(entries)).Text);
    }

    [Fact]
    public async Task Any_csv_is_read_by_the_names_of_its_columns()
    {
        var path = _scratch.Write("mine.csv", "nr;what they said\n7;I agree\n");

        var comment = Assert.Single(Comments(await ReadAsync(path, new DocketReadOptions { IdColumn = "NR", TextColumn = "what they said" })));

        Assert.Equal(("7", "I agree"), (comment.Id.Value, comment.Text));
    }

    [Fact]
    public async Task A_csv_without_a_column_for_the_id_is_refused_with_the_columns_found()
    {
        var message = await RefusalAsync(_scratch.Write("mine.csv", "number,text\n1,hello\n"));

        Assert.Contains("mine.csv", message, StringComparison.Ordinal);
        Assert.Contains("'number', 'text'", message, StringComparison.Ordinal);
        Assert.Contains("--id-column", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("<!DOCTYPE html><html><body>Error</body></html>", "web page")]
    [InlineData("%PDF-1.7 whatever", "PDF")]
    [InlineData("PK\u0003\u0004rest", "zip archive")]
    [InlineData("id,text\0\0\n", "binary")]
    [InlineData("id,text\n", "no rows")]
    public async Task A_file_that_is_not_what_it_says_stops_with_one_line(string content, string found) =>
        Assert.Contains(found, await RefusalAsync(_scratch.Write("docket.csv", content)), StringComparison.Ordinal);

    [Fact]
    public async Task A_missing_file_is_named() =>
        Assert.Contains("nowhere.csv", await RefusalAsync(Path.Combine(_scratch.Folder, "nowhere.csv")), StringComparison.Ordinal);

    [Fact]
    public void An_id_that_another_text_has_takes_its_tracking_number() =>
        Assert.Equal("D-1#abc", CommentIds.Tied(new Comment { Id = new("D-1"), RawText = "", Text = "", Content = CommentContent.Empty, TrackingNumber = "abc" }).Value);
}
