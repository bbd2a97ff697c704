using CommentClassifier.Runs;

namespace CommentClassifier.Tests.Runs;

public sealed class BaselineFoldsTests
{
    private static readonly FoldItem[] Items =
        [.. Enumerable.Range(0, 60).Select(i => new FoldItem($"f{i}", i % 3 == 0 ? "rare" : "common", i == 0 ? 200 : 1))];

    [Fact]
    public void Every_label_is_spread_over_the_folds()
    {
        var folds = BaselineFolds.Assign(Items, 5, 1);
        foreach (var label in new[] { "rare", "common" })
        {
            var used = Items.Zip(folds).Where(p => p.First.Label == label && p.First.Copies == 1).CountBy(p => p.Second).ToList();
            Assert.True(used.Count >= 4);
            Assert.True(used.Max(u => u.Value) - used.Min(u => u.Value) <= 1);
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_folds_whatever_the_order()
    {
        var folds = Items.Zip(BaselineFolds.Assign(Items, 5, 7)).ToDictionary(p => p.First.Fingerprint, p => p.Second);
        FoldItem[] turned = [.. Items.Reverse()];
        Assert.All(turned.Zip(BaselineFolds.Assign(turned, 5, 7)), p => Assert.Equal(folds[p.First.Fingerprint], p.Second));
        Assert.NotEqual(BaselineFolds.Assign(Items, 5, 7), BaselineFolds.Assign(Items, 5, 8));
    }

    [Fact]
    public void Words_that_mark_a_label_are_learnt_and_labels_at_random_are_not()
    {
        var learn = Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? $"we welcome this rule {i}" : $"we reject this rule {i}", i % 2 == 0 ? "support" : "oppose")).ToList();
        var found = BagOfWords.Label(learn, ["they welcome it", "they reject it"], 1);
        Assert.Equal(["support", "oppose"], found.Select(f => f.Label));
        Assert.Equal(found, BagOfWords.Label(learn, ["they welcome it", "they reject it"], 1));
        Assert.Equal(("only", 1.0), Assert.Single(BagOfWords.Label([("a", "only"), ("b", "only")], ["c"], 1)));
    }
}
