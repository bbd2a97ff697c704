using CommentClassifier.Ledger;
using CommentClassifier.Runs;
using FsCheck.Xunit;

namespace CommentClassifier.Tests.Runs;

public sealed class BatchPackerTests
{
    [Property]
    public void Every_text_travels_once_in_order_and_no_batch_breaks_its_bounds(ushort[] tokens)
    {
        var items = tokens.Select((count, i) => new WorkItem(new TextId(i), "", count % 500, 0, TravelsAlone: count % 7 == 0)).ToList();
        var batches = Pack(items, maxItems: 5, maxTokens: 800);
        Assert.Equal(items.Select(item => item.Id).Where(id => !Alone(items, id)), batches.Where(b => !b.Items[0].TravelsAlone).SelectMany(b => b.Items).Select(item => item.Id));
        Assert.Equal(items.Count, batches.Sum(batch => batch.Items.Count));
        Assert.All(batches, batch =>
        {
            Assert.InRange(batch.Items.Count, 1, 5);
            Assert.True(batch.Items.Count == 1 || batch.Items.Sum(item => item.Tokens) <= 800);
            Assert.True(batch.Items.Count == 1 || batch.Items.All(item => !item.TravelsAlone));
        });
    }

    private static bool Alone(List<WorkItem> items, TextId id) => items[(int)id.Value].TravelsAlone;

    private static List<Batch> Pack(List<WorkItem> items, int maxItems, int maxTokens) =>
        new BatchPacker(maxItems, maxTokens).PackAsync(items.ToAsyncEnumerable()).ToBlockingEnumerable().ToList();
}
