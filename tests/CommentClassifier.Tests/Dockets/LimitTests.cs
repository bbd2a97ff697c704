using System.Text;
using CommentClassifier.Dockets;
using static CommentClassifier.Tests.Dockets.Scratch;

namespace CommentClassifier.Tests.Dockets;

public sealed class LimitTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Gzip_is_known_by_its_bytes_and_not_by_its_name()
    {
        var path = _scratch.Write("docket.csv", Gzip("id,text\n1,hello\n"u8.ToArray()));

        Assert.Equal("hello", Assert.Single(Comments(await ReadAsync(path))).Text);
    }

    [Fact]
    public async Task A_small_file_that_unpacks_to_a_large_one_is_stopped_by_the_ratio()
    {
        var path = _scratch.Write("bomb.csv.gz", Gzip(Encoding.UTF8.GetBytes("id,text\n" + string.Concat(Enumerable.Repeat("1," + new string('a', 4000) + "\n", 1500)))));

        var message = await RefusalAsync(path, new DocketReadOptions { Limits = new DocketLimits { RatioFreeBytes = 1_000_000 } });

        Assert.Contains("bomb.csv.gz", message, StringComparison.Ordinal);
        Assert.Contains("Import:Limits:MaxExpansionRatio", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_larger_than_allowed_names_the_setting()
    {
        var path = _scratch.Write("big.jsonl", string.Concat(Enumerable.Repeat("""{"id":"1","text":"hello"}""" + "\n", 1000)));

        Assert.Contains("MaxExpandedBytes", await RefusalAsync(path, new DocketReadOptions { Limits = new DocketLimits { MaxExpandedBytes = 5000 } }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rows.csv", "id,text\n1,\"", "")]
    [InlineData("lines.jsonl", """{"id":"1","text":"a"}""" + "\n" + """{"id":"2","text":" """, "")]
    [InlineData("api.json", """[{"data":{"id":"1","attributes":{"comment":" """, "\"}}}]")]
    public async Task A_record_larger_than_allowed_names_the_setting(string name, string before, string after)
    {
        var path = _scratch.Write(name, before + new string('x', 400_000) + after);

        Assert.Contains("MaxRecordBytes", await RefusalAsync(path, new DocketReadOptions { Limits = new DocketLimits { MaxRecordBytes = 100_000 } }), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_gzip_is_one_clear_line()
    {
        var packed = Gzip(Encoding.UTF8.GetBytes("id,text\n" + string.Join('\n', Enumerable.Range(0, 5000).Select(i => $"{i},{i * 7919}"))));
        packed.AsSpan(packed.Length / 2, 20).Fill(0xFF);

        Assert.Contains("damaged", await RefusalAsync(_scratch.Write("docket.csv.gz", packed)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gzip_that_was_cut_off_is_not_taken_for_a_shorter_docket()
    {
        var packed = Gzip(Encoding.UTF8.GetBytes("id,text\n" + string.Join('\n', Enumerable.Range(0, 5000).Select(i => $"{i},{i * 7919}"))));

        Assert.Contains("damaged", await RefusalAsync(_scratch.Write("docket.csv.gz", packed[..(packed.Length / 2)])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_limit_out_of_range_is_refused_by_name() =>
        Assert.Contains("Import:Limits:MaxRecordBytes", await RefusalAsync(_scratch.Write("a.csv", "id,text\n1,x\n"), new DocketReadOptions { Limits = new DocketLimits { MaxRecordBytes = 0 } }), StringComparison.Ordinal);
}
