using CommentClassifier.Storage;
using Microsoft.Extensions.Time.Testing;

namespace CommentClassifier.Tests.Storage;

public sealed class KeptFiguresTests
{
    private readonly FakeTimeProvider time = new();
    private int counted;

    private KeptFigures Kept => field ??= new KeptFigures(time, most: 2);

    [Fact]
    public async Task What_rests_on_the_same_is_counted_once_and_again_when_that_has_changed()
    {
        Assert.Equal("1", await AskAsync("a", "old"));
        Assert.Equal("1", await AskAsync("a", "old"));
        Assert.Equal("2", await AskAsync("a", "new"));
    }

    [Fact]
    public async Task Whoever_asks_at_the_same_time_waits_for_the_same_count()
    {
        var gate = new TaskCompletionSource();
        var asked = Enumerable.Range(0, 8).Select(_ => AskAsync("a", "s", wait: gate.Task)).ToList();
        gate.SetResult();

        Assert.All(await Task.WhenAll(asked), value => Assert.Equal("1", value));
    }

    [Fact]
    public async Task While_it_moves_the_last_one_is_given_at_once_and_the_next_is_counted_meanwhile()
    {
        var gate = new TaskCompletionSource();
        await AskAsync("a", "1", moving: true);
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal("1", await AskAsync("a", "2", moving: true, wait: gate.Task));
        Assert.Equal("1", await AskAsync("a", "3", moving: true));
        gate.SetResult();

        Assert.Equal("2", await AskAsync("a", "2"));
    }

    [Fact]
    public async Task What_came_to_rest_is_never_answered_with_an_older_figure()
    {
        await AskAsync("a", "1", moving: true);

        Assert.Equal("2", await AskAsync("a", "2"));
    }

    [Fact]
    public async Task A_failure_is_told_and_not_kept()
    {
        await Assert.ThrowsAsync<StoreException>(() => Kept.OfAsync<string>("a", "s", false, () => throw new StoreException("full"), TestContext.Current.CancellationToken));

        Assert.Equal("1", await AskAsync("a", "s"));
    }

    [Fact]
    public async Task Only_so_many_are_kept()
    {
        foreach (var name in new[] { "a", "b", "c" })
            await AskAsync(name, "s");

        Assert.Equal("4", await AskAsync("a", "s"));
        Assert.Equal("3", await AskAsync("c", "s"));
    }

    private Task<string> AskAsync(string name, string stamp, bool moving = false, Task? wait = null) => Kept.OfAsync(
        name, stamp, moving,
        async () =>
        {
            await (wait ?? Task.CompletedTask);
            return $"{Interlocked.Increment(ref counted)}";
        },
        TestContext.Current.CancellationToken);
}
