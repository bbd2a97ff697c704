using CommentClassifier.Endpoints;

namespace CommentClassifier.Tests.Endpoints;

public sealed class ConcurrencyLimitTests
{
    [Fact]
    public void It_doubles_every_round_until_the_first_pressure()
    {
        var limit = new ConcurrencyLimit(null, 512);
        var sizes = new List<int>();
        for (var round = 0; round < 5; round++)
        {
            sizes.Add(limit.Current);
            Round(limit, round);
        }

        Assert.Equal([8, 16, 32, 64, 128], sizes);
    }

    [Fact]
    public void Sixty_four_refusals_at_once_cut_it_once()
    {
        var limit = new ConcurrencyLimit(64, 512);
        for (var i = 0; i < 64; i++)
        {
            limit.Pressed(now: 10 + (i * 0.001));
        }

        Assert.Equal((51, 1), (limit.Current, limit.Cuts));
        limit.Pressed(now: 12);
        Assert.Equal((40, 2), (limit.Current, limit.Cuts));
    }

    [Fact]
    public void After_a_cut_it_grows_by_a_twentieth_a_round_and_no_higher_than_it_was_set()
    {
        var limit = new ConcurrencyLimit(100, 512);
        limit.Pressed(0);
        Assert.Equal(80, limit.Current);
        Round(limit, 2);
        Assert.InRange(limit.Current, 83, 84);
        for (var i = 3; i < 20; i++)
        {
            Round(limit, i);
        }

        Assert.Equal(100, limit.Current);
    }

    [Fact]
    public void It_does_not_grow_while_it_is_not_used()
    {
        var limit = new ConcurrencyLimit(null, 512);
        for (var i = 0; i < 1000; i++)
        {
            limit.Answered(i, inFlight: 6, 0.2); // three quarters of eight
        }

        Assert.Equal(8, limit.Current);
    }

    [Fact]
    public void Many_server_errors_stop_growth_for_a_while_and_cut_nothing()
    {
        var limit = new ConcurrencyLimit(null, 512);
        for (var i = 0; i < 10; i++)
        {
            limit.Erred(0);
        }

        Round(limit, 0.5);
        Assert.Equal((8, 0), (limit.Current, limit.Cuts));
        Round(limit, 1.5);
        Assert.Equal(16, limit.Current);
    }

    [Fact]
    public void Errors_and_hangs_now_and_then_neither_stop_growth_nor_cut()
    {
        var limit = new ConcurrencyLimit(null, 512);
        for (var i = 0; i < 4000; i++)
        {
            if (i % 10 == 0)
            {
                limit.Erred(i * 0.01, timedOut: i % 50 == 0);
            }
            else
            {
                limit.Answered(i * 0.01, limit.Current, 0.2);
            }
        }

        Assert.Equal((512, 0), (limit.Current, limit.Cuts));
    }

    [Fact]
    public void Nothing_but_time_outs_is_pressure()
    {
        var limit = new ConcurrencyLimit(64, 512);
        for (var i = 0; i < 64; i++)
        {
            limit.Erred(i * 0.001, timedOut: true);
        }

        Assert.Equal((51, 1), (limit.Current, limit.Cuts));
    }

    [Fact]
    public void A_server_that_only_queues_more_is_not_sent_more()
    {
        var limit = new ConcurrencyLimit(null, 512);
        for (var i = 0; i < 20_000; i++)
        {
            limit.Answered(i, limit.Current, seconds: 0.05 * Math.Max(1, limit.Current / 16.0)); // sixteen at a time, the rest in line
        }

        Assert.InRange(limit.Current, 16, 100);
    }

    [Fact]
    public void It_never_falls_below_one()
    {
        var limit = new ConcurrencyLimit(2, 512);
        for (var i = 0; i < 50; i++)
        {
            limit.Pressed(i * 10);
        }

        Assert.Equal(1, limit.Current);
    }

    private static void Round(ConcurrencyLimit limit, double now)
    {
        var size = limit.Current;
        for (var i = 0; i < size; i++)
        {
            limit.Answered(now, limit.Current, 0.2);
        }
    }
}
