using CommentClassifier.Endpoints;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Runs;
using static CommentClassifier.Tests.Runs.ScriptedServer;

namespace CommentClassifier.Tests.Runs;

/// <summary>Each way in which a reply can be wrong, over real HTTP into a real store.</summary>
public sealed class ReplyPathologyTests
{
    [Fact]
    public async Task A_valid_reply_is_kept_with_its_provenance_and_quotes_as_offsets()
    {
        await using var bench = await RunBench.CreateAsync(3);
        using var server = new ScriptedServer((_, items) => Valid(items));
        var result = await bench.RunAsync(server.BaseUrl);
        Assert.Equal(3, result.Summary.States.Labelled);
        var row = (await bench.RowsAsync(result.Summary.Run.Id))[0];
        var stance = row.Labels.Single(label => label.Dimension == "stance");
        Assert.Equal(("oppose", 0.9, "I oppose thi"), (stance.Label, stance.Confidence, stance.Quote));
        Assert.Equal(("m-2026", "fp_1"), (row.Model, row.Fingerprint));
        Assert.Equal((100, 20), (result.Summary.PromptTokens, result.Summary.CompletionTokens));
    }

    [Fact]
    public async Task Missing_items_are_asked_again_and_nobody_else()
    {
        await using var bench = await RunBench.CreateAsync(5);
        using var server = new ScriptedServer((call, items) => Results(items.Skip(call == 1 ? 2 : 0).Select(Opposes)));
        var result = await bench.RunAsync(server.BaseUrl);
        Assert.Equal(5, result.Summary.States.Labelled);
        Assert.Equal([5, 2], server.Batches);
    }

    [Fact]
    public async Task A_foreign_id_is_ignored_and_labels_nobody()
    {
        await using var bench = await RunBench.CreateAsync(2);
        using var server = new ScriptedServer((_, items) =>
        {
            var stray = Opposes(items[0]);
            stray["id"] = "zz999";
            return Results(items.Select(Opposes).Append(stray));
        });
        Assert.Equal(2, (await bench.RunAsync(server.BaseUrl)).Summary.States.Labelled);
    }

    [Fact]
    public async Task An_id_that_comes_twice_is_asked_again()
    {
        await using var bench = await RunBench.CreateAsync(2);
        using var server = new ScriptedServer((call, items) => Results(items.Select(Opposes).Concat(call == 1 ? [Opposes(items[0])] : [])));
        Assert.Equal(2, (await bench.RunAsync(server.BaseUrl)).Summary.States.Labelled);
        Assert.Equal([2, 1], server.Batches);
    }

    [Fact]
    public async Task Swapped_ids_are_caught_by_their_quotes()
    {
        await using var bench = await RunBench.CreateAsync(2);
        using var server = new ScriptedServer((call, items) =>
        {
            var answers = items.Select(item => WithQuote(item, item.Text)).ToList();
            if (call == 1)
            {
                (answers[0]["id"], answers[1]["id"]) = (items[1].Alias, items[0].Alias);
            }

            return Results(answers);
        });
        Assert.Equal(2, (await bench.RunAsync(server.BaseUrl)).Summary.States.Labelled);
        Assert.Equal([2, 2], server.Batches);
    }

    [Fact]
    public async Task A_quote_that_is_not_in_the_text_three_times_ends_as_invalid_with_the_reply_kept()
    {
        await using var bench = await RunBench.CreateAsync(1);
        using var server = new ScriptedServer((_, items) => Results(items.Select(item => WithQuote(item, "I never said that"))));
        var result = await bench.RunAsync(server.BaseUrl);
        Assert.Equal((0, 1), (result.Summary.States.Labelled, result.Summary.States.Invalid));
        Assert.Equal(3, server.Batches.Count);
        var failure = Assert.Single(await bench.Store.Runs.FailuresAsync(result.Summary.Run.Id));
        Assert.Contains("I never said that", failure.Reply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_label_the_codebook_lacks_never_becomes_a_label()
    {
        await using var bench = await RunBench.CreateAsync(1);
        using var server = new ScriptedServer((_, items) =>
        {
            var item = Opposes(items[0]);
            item["stance"]!["label"] = "strongly_oppose";
            return Results([item]);
        });
        Assert.Equal(1, (await bench.RunAsync(server.BaseUrl)).Summary.States.Invalid);
    }

    [Theory]
    [InlineData("")]
    [InlineData("I am sorry, I cannot do that.")]
    [InlineData("{\"results\":[")]
    [InlineData("{\"answers\":[]}")]
    public async Task A_reply_broken_as_a_whole_is_asked_once_more_then_halved_down_to_single_comments(string broken)
    {
        await using var bench = await RunBench.CreateAsync(4);
        using var server = new ScriptedServer((_, items) => items.Count > 1 ? broken : Valid(items));
        Assert.Equal(4, (await bench.RunAsync(server.BaseUrl)).Summary.States.Labelled);
        Assert.Equal([4, 4, 2, 2, 1, 1, 1, 1], server.Batches.OrderDescending());
    }

    [Fact]
    public async Task A_reply_cut_off_at_the_limit_is_invalid_even_if_it_parses()
    {
        await using var bench = await RunBench.CreateAsync(1);
        using var server = new ScriptedServer((_, items) => Valid(items), finishReason: "length");
        Assert.Equal(1, (await bench.RunAsync(server.BaseUrl)).Summary.States.Invalid);
    }

    [Fact]
    public async Task Answers_bought_before_are_used_again_by_another_run_of_the_same_prompt_and_invalid_ones_never()
    {
        await using var bench = await RunBench.CreateAsync(4);
        using var server = new ScriptedServer((_, items) => Valid(items));
        var first = await bench.RunAsync(server.BaseUrl, new RunOptions { Selection = new RunSelection { Limit = 2 } });
        var again = await bench.RunAsync(server.BaseUrl, new RunOptions { Again = true });
        Assert.NotEqual(first.Summary.Run.Id, again.Summary.Run.Id);
        Assert.Equal(0, again.Summary.Cached);
        Assert.Equal(4, again.Summary.States.Labelled);
    }

    [Fact]
    public async Task A_budget_stops_before_it_is_broken_and_the_same_command_goes_on()
    {
        await using var bench = await RunBench.CreateAsync(6);
        using var server = new ScriptedServer((_, items) => Valid(items));
        EndpointOptions Priced(EndpointOptions options) => options with
        {
            Concurrency = 1,
            Prices = new Dictionary<string, ModelPrice> { ["m"] = new() { Input = 10, Output = 10 } },
        };
        var little = await bench.RunAsync(server.BaseUrl, new RunOptions { BatchSize = 1, BudgetUsd = 0.022m }, Priced);
        Assert.Equal((RunStop.BudgetReached, 3), (little.End.Stop, little.End.ExitCode));
        Assert.InRange(little.Summary.CostUsd, 0.0001m, 0.022m);
        Assert.Equal(6, little.Summary.States.Labelled + little.Summary.States.Pending);
        Assert.True(little.Summary.States.Pending > 0);
        var rest = await bench.RunAsync(server.BaseUrl, new RunOptions { BatchSize = 1, BudgetUsd = 100m }, Priced);
        Assert.Equal((RunStop.Completed, 6L), (rest.End.Stop, rest.Summary.States.Labelled));
        Assert.Equal(6, server.Batches.Count);
    }

    [Fact]
    public async Task A_lost_attempt_counts_at_its_reserved_price_and_is_not_repeated_where_that_could_break_the_budget()
    {
        // What was answered costs 100 x 30 + 20 x 10 = 3,200 millionths; the rest is the reservation of the attempt that was lost.
        var (rich, sentByRich) = await LoseFirstAsync(1m);
        var reserved = rich.Summary.CostUsd - 0.0032m;
        Assert.Equal((RunStop.Completed, 2), (rich.End.Stop, sentByRich));
        Assert.InRange(reserved, 0.01m, 0.5m);

        var budget = reserved * 1.5m;
        var (poor, sentByPoor) = await LoseFirstAsync(budget);
        Assert.Equal((RunStop.BudgetReached, 1, reserved), (poor.End.Stop, sentByPoor, poor.Summary.CostUsd));
        Assert.Equal(1, poor.Summary.States.Pending);
    }

    [Fact]
    public async Task A_stop_settles_what_is_in_flight_and_the_same_command_finishes()
    {
        await using var bench = await RunBench.CreateAsync(40);
        using var stop = new CancellationTokenSource();
        using var server = new ScriptedServer((call, items) =>
        {
            if (call == 5)
            {
                stop.Cancel();
            }

            return Valid(items);
        });
        var stopped = await bench.RunAsync(server.BaseUrl, new RunOptions { BatchSize = 1 }, stop: stop.Token);
        Assert.Equal(RunStop.Cancelled, stopped.End.Stop);
        Assert.Equal(server.Batches.Count, stopped.Summary.States.Labelled);
        var rest = await bench.RunAsync(server.BaseUrl, new RunOptions { BatchSize = 1 });
        Assert.Equal(40, rest.Summary.States.Labelled);
        Assert.Equal(40, server.Batches.Count);
    }

    private static async Task<(RunResult Result, int Sent)> LoseFirstAsync(decimal budget)
    {
        await using var bench = await RunBench.CreateAsync(1);
        using var server = new ScriptedServer((_, items) => Valid(items), losesFirst: true);
        var result = await bench.RunAsync(server.BaseUrl, new RunOptions { BatchSize = 1, BudgetUsd = budget }, options => options with
        {
            Prices = new Dictionary<string, ModelPrice> { ["m"] = new() { Input = 30, Output = 10 } },
        });
        return (result, server.Calls);
    }

    private static System.Text.Json.Nodes.JsonObject WithQuote(AskedItem item, string quote)
    {
        var answer = Opposes(item);
        answer["stance"]!["quote"] = quote;
        return answer;
    }
}
