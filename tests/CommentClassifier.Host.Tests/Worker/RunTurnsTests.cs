using CommentClassifier.Ledger;
using CommentClassifier.Runs;

namespace CommentClassifier.Host.Tests.Worker;

public sealed class RunTurnsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(30);
    private static readonly RunTurn[] Active = [new(new RunId("r-old"), 0, Noon), new(new RunId("r-new"), 0, Noon.AddSeconds(20))];

    [Fact]
    public void Nobody_yields_while_nobody_waits() => Assert.Null(RunTurns.ToYield(Active, [], Slice, Noon.AddHours(1)));

    [Fact]
    public void An_equal_priority_waits_for_the_end_of_the_slice()
    {
        Assert.Null(RunTurns.ToYield(Active, [0], Slice, Noon.AddSeconds(29)));
        Assert.Equal(new RunId("r-old"), RunTurns.ToYield(Active, [0], Slice, Noon.AddSeconds(30)));
    }

    [Fact]
    public void A_higher_priority_waits_for_nothing() => Assert.Equal(new RunId("r-old"), RunTurns.ToYield(Active, [0, 1], Slice, Noon.AddSeconds(21)));

    [Fact]
    public void A_lower_priority_displaces_nobody() => Assert.Null(RunTurns.ToYield(Active, [-1], Slice, Noon.AddHours(1)));
}
