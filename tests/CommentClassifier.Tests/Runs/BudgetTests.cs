using CommentClassifier.Runs;

namespace CommentClassifier.Tests.Runs;

public sealed class BudgetTests
{
    [Fact]
    public void A_reservation_that_would_break_the_limit_is_refused_and_changes_nothing()
    {
        var budget = new Budget(1.00m, 0.40m);
        Assert.True(budget.TryReserve(0.60m));
        Assert.False(budget.TryReserve(0.01m));
        Assert.Equal(1.00m, budget.CommittedUsd);
    }

    [Fact]
    public void A_reservation_is_extended_only_within_the_limit_and_settles_as_one()
    {
        var budget = new Budget(1.00m, 0m);
        Assert.True(budget.TryReserve(0.40m));
        Assert.True(budget.TryExtend(0.40m));
        Assert.False(budget.TryExtend(0.40m));
        Assert.Equal(0.80m, budget.CommittedUsd);
        budget.Settle(0.80m, 0.50m);
        Assert.Equal(0.50m, budget.CommittedUsd);
        Assert.True(new Budget(null, 0m).TryExtend(1_000_000m));
    }

    [Fact]
    public void Settling_gives_back_what_was_not_spent()
    {
        var budget = new Budget(1.00m, 0m);
        Assert.True(budget.TryReserve(0.90m));
        budget.Settle(0.90m, 0.10m);
        Assert.True(budget.TryReserve(0.90m));
    }

    [Fact]
    public void Many_threads_never_reserve_more_than_the_limit()
    {
        var budget = new Budget(10m, 0m);
        var granted = 0;
        Parallel.For(0, 10_000, _ =>
        {
            if (budget.TryReserve(0.01m))
            {
                Interlocked.Increment(ref granted);
            }
        });
        Assert.Equal(1000, granted);
    }

    [Fact]
    public async Task Who_finds_no_room_waits_for_those_under_way_and_is_refused_only_when_nobody_is()
    {
        var budget = new Budget(1.00m, 0m);
        Assert.True(await budget.ReserveAsync(0.90m, TestContext.Current.CancellationToken));
        var second = budget.ReserveAsync(0.50m, TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);
        budget.Settle(0.90m, 0.20m);
        Assert.True(await second);
        var third = budget.ReserveAsync(0.50m, TestContext.Current.CancellationToken);
        budget.Settle(0.50m, 0.50m);
        Assert.False(await third);
        Assert.Equal(0.70m, budget.CommittedUsd);
    }
}
