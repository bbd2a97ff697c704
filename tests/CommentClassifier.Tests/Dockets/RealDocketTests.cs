using CommentClassifier.Deduplication;
using CommentClassifier.Dockets;

namespace CommentClassifier.Tests.Dockets;

/// <summary>Counts on real dockets, where they lie beside the repository, and on the fixture within it.</summary>
public sealed class RealDocketTests
{
    [Theory]
    [InlineData("cms-2025-0050.csv", 1, 982, 537, 444, 1)]
    [InlineData("colc-2023-0006.csv.gz", 0, 10368, 9939, 429, 0)]
    [InlineData("colc-2023-0006-api-v4.json", 2, 58, 57, 1, 0)]
    [InlineData("title-ix-sample.csv", 0, 704, 703, 1, 0)]
    public async Task Every_row_is_counted_once(string file, int documents, int comments, int readable, int attachmentOnly, int withdrawn)
    {
        var entries = await Scratch.ReadAsync(Shared(file));

        Assert.Empty(entries.OfType<DocketEntry.Skipped>());
        Assert.Equal(documents, entries.OfType<DocketEntry.Document>().Count());
        var contents = Scratch.Comments(entries).CountBy(comment => comment.Content).ToDictionary();
        Assert.Equal(comments, contents.Values.Sum());
        Assert.Equal((readable, attachmentOnly, withdrawn), (Of(CommentContent.Readable), Of(CommentContent.AttachmentOnly), Of(CommentContent.Withdrawn)));

        int Of(CommentContent content) => contents.GetValueOrDefault(content);
    }

    [Fact]
    public async Task The_ai_docket_has_its_known_campaigns_and_nobody_in_it_gives_orders_to_a_model()
    {
        var readable = Scratch.Comments(await Scratch.ReadAsync(Shared("colc-2023-0006.csv.gz"))).Where(comment => comment.Content == CommentContent.Readable).ToList();
        var finder = new CampaignFinder();
        readable.ForEach(comment => finder.Add(comment.Id.Value, comment.Text));

        var families = finder.Families();

        Assert.InRange(families.Count, 85, 105);
        Assert.InRange(families.Sum(family => family.Keys.Count), 780, 880);
        Assert.InRange(families[0].Keys.Count, 400, 440);
        Assert.DoesNotContain(readable, comment => ModelOrders.ReadsLikeOrders(comment.Text));
        Assert.DoesNotContain(readable, comment => comment.Text.Contains("<br", StringComparison.Ordinal) || comment.Text.Contains("&#39;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_fixture_holds_what_its_readme_says()
    {
        var folder = Path.Combine(Repository(), "fixtures", "ai-copyright");
        var entries = await Scratch.ReadAsync(Path.Combine(folder, "docket.csv"), new DocketReadOptions { Docket = new DocketId("DEMO-2026-0001") });
        var comments = Scratch.Comments(entries).ToList();
        var readable = comments.Where(comment => comment.Content == CommentContent.Readable).ToList();
        var finder = new CampaignFinder();
        readable.ForEach(comment => finder.Add($"{comment.Id}/{comment.Row}", comment.Text));

        Assert.Equal((287, 286, 244), (entries.Count, comments.Count, readable.Count));
        Assert.Equal((30, 12), (comments.Count(comment => comment.Content == CommentContent.AttachmentOnly), comments.Count(comment => comment.Content == CommentContent.Withdrawn)));
        Assert.Equal([41, 20], finder.Families().Select(family => family.Keys.Count));
        Assert.Equal(6, readable.Count(comment => ModelOrders.ReadsLikeOrders(comment.Text)));
        var twice = Assert.Single(readable.GroupBy(comment => comment.Id), group => group.Count() > 1);
        var coded = File.ReadLines(Path.Combine(folder, "labels.csv")).Skip(1).Select(line => line.Split(',')[0]).Distinct().ToHashSet();
        Assert.Equal(120, coded.Count);
        Assert.Empty(coded.Except(readable.Select(comment => comment.Id.Value)).Except(twice.Select(comment => CommentIds.Tied(comment).Value)));
    }

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CommentClassifier.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }

    private static string Shared(string file)
    {
        string[] places = [Environment.GetEnvironmentVariable("COMMENT_CLASSIFIER_SHARED") ?? "", Path.Combine(Repository(), "..", "shared")];
        var path = places.Where(place => place.Length > 0).Select(place => Path.Combine(place, "data", file)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"{file} is not beside the repository (../shared/data) nor under COMMENT_CLASSIFIER_SHARED.");
        return path!;
    }
}
