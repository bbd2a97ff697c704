using System.Text.Json;

namespace CommentClassifier.Host.Tests.Commands;

/// <summary>agreement, compare, sample, baseline and verify-statistics as a script meets them.</summary>
public sealed class MeasureTests : IDisposable
{
    private const string Docket = "DEMO-2026-0001";
    private const string Human = "comment_id,coder,stance\nC-1,a,yes\nC-2,a,no\nC-3,a,yes\nC-4,a,no\n";

    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Agreement_of_files_counts_a_missing_label_against_the_machine()
    {
        var result = await Agreement(Human, "comment_id,stance\nC-1,yes\nC-2,no\nC-3,no\nX-9,yes\n");
        var stance = result.GetProperty("dimensions")[0];
        Assert.Equal(0.5, stance.GetProperty("percentAgreement").GetProperty("value").GetDouble(), 9);
        Assert.Equal(1, stance.GetProperty("missing").GetInt32());
        Assert.Equal(1, stance.GetProperty("unmatched").GetProperty("machine").GetInt32());
        Assert.Equal(2.0 / 3, stance.GetProperty("answeredOnly").GetProperty("percentAgreement").GetProperty("value").GetDouble(), 9);
    }

    [Fact]
    public async Task An_export_with_states_confidences_and_quotes_is_read_as_it_is()
    {
        var machine = "commentId,state,stance,stance_confidence,stance_quote,run,prompt,promptHash,model,at\n"
            + "C-1,labelled,yes,0.9,,r-1,p@v1,h,m,\nC-2,labelled,no,0.8,,r-1,p@v1,h,m,\nC-3,refused,,,,r-1,p@v1,h,m,\nC-4,labelled,yes,0.4,,r-1,p@v1,h,m,\n";
        var result = await Agreement(Human, machine);
        var dimensions = result.GetProperty("dimensions");
        Assert.Equal(1, dimensions.GetArrayLength());
        Assert.Equal(1, dimensions[0].GetProperty("failures").GetProperty("refused").GetInt32());
        Assert.Equal(3, dimensions[0].GetProperty("calibration").GetProperty("items").GetInt32());
    }

    [Fact]
    public async Task Rows_of_the_coder_adjudicated_settle_the_others()
    {
        var human = "comment_id,coder,stance\nC-1,a,yes\nC-1,b,no\nC-1,adjudicated,no\nC-2,a,yes\n";
        var stance = (await Agreement(human, "comment_id,stance\nC-1,no\nC-2,yes\n")).GetProperty("dimensions")[0];
        Assert.Equal(1, stance.GetProperty("percentAgreement").GetProperty("value").GetDouble());
        Assert.Equal(1, stance.GetProperty("reference").GetProperty("adjudicated").GetInt32());
    }

    [Theory]
    [InlineData("comment_id,tone\nC-1,yes\n", "No dimension in common")]
    [InlineData("comment_id,stance\nZ-1,yes\n", "No comment in common")]
    [InlineData("comment_id,stance\n", "no rows")]
    public async Task Files_that_do_not_fit_end_with_one_clear_line(string machine, string expected)
    {
        var result = await cli.RunAsync("agreement", "--human", cli.Write("h.csv", Human), "--machine", cli.Write("m.csv", machine));
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("--reference", "eve")]
    [InlineData("--dimension", "tone")]
    [InlineData("--populations", "maybe=3")]
    [InlineData("--populations", "yes=x")]
    public async Task An_option_that_names_nothing_is_wrong_usage(string option, string value)
    {
        var result = await cli.RunAsync(
            "agreement", "--human", cli.Write("h.csv", Human), "--machine", cli.Write("m.csv", "comment_id,stance\nC-1,yes\n"), option, value);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(option, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comparison_lists_the_flips_and_counts_who_was_right()
    {
        var human = cli.Write("h.csv", Human);
        var a = cli.Write("a.csv", "comment_id,stance\nC-1,yes\nC-2,yes\nC-3,yes\nC-4,yes\n");
        var b = cli.Write("b.csv", "comment_id,stance\nC-1,yes\nC-2,no\nC-3,yes\nC-4,no\n");
        var pair = (await cli.RunAsync("compare", "--human", human, "--machine", $"one={a}", "--machine", $"two={b}", "--json")).Ok()
            .Json.GetProperty("dimensions")[0].GetProperty("pairs")[0];
        Assert.Equal(["one", "two"], new[] { pair.GetProperty("a").GetString(), pair.GetProperty("b").GetString() });
        Assert.Equal(["C-2", "C-4"], pair.GetProperty("flips").EnumerateArray().Select(f => f.GetProperty("commentId").GetString()));
        Assert.Equal(2, pair.GetProperty("mcnemar").GetProperty("c").GetDouble());
        Assert.True(pair.GetProperty("deltaKappa").GetProperty("value").GetDouble() > 0);
    }

    [Fact]
    public async Task The_shipped_cases_pass_and_a_wrong_figure_fails()
    {
        var shipped = (await cli.RunAsync("verify-statistics", "--json")).Ok().Json;
        Assert.Equal(shipped.GetProperty("cases").GetInt32(), shipped.GetProperty("passed").GetInt32());
        var cases = JsonDocument.Parse(File.ReadAllText(Cli.Fixture("statistics", "cases.json"))).RootElement;
        var list = cases.ValueKind == JsonValueKind.Array ? cases : cases.GetProperty("cases");
        var one = list.EnumerateArray().First(c => c.GetProperty("statistic").GetString() == "cohen_kappa").GetRawText();
        var spoilt = System.Text.RegularExpressions.Regex.Replace(one, "(\"(?:kappa|value)\"\\s*:\\s*)[-0-9.e]+", "${1}0.123456789");
        var result = await cli.RunAsync("verify-statistics", cli.Write("spoilt.json", $"[{spoilt}]"), "--json");
        Assert.Equal(1, result.ExitCode);
        Assert.Equal(1, result.Json.GetProperty("failed").GetArrayLength());
    }

    [Fact]
    public async Task A_sample_is_the_same_again_and_comes_back_with_its_weights()
    {
        var run = await CodedRunAsync(labels: false);
        var first = Path.Combine(cli.Folder, "one.csv");
        var second = Path.Combine(cli.Folder, "two.csv");
        string[] draw = ["sample", "--docket", Docket, "--size", "40", "--by", $"run:{run}/overall", "--floor", "5", "--json", "--out"];
        var sample = (await cli.RunAsync([.. draw, first])).Ok().Json;
        (await cli.RunAsync([.. draw, second])).Ok();
        Assert.Equal(await File.ReadAllTextAsync(first, TestContext.Current.CancellationToken), await File.ReadAllTextAsync(second, TestContext.Current.CancellationToken));
        var strata = sample.GetProperty("strata").EnumerateArray().ToList();
        Assert.Equal(40, strata.Sum(s => s.GetProperty("drawn").GetInt32()));
        Assert.All(strata, s => Assert.Equal(s.GetProperty("population").GetInt32(), s.GetProperty("drawn").GetInt32() * s.GetProperty("weight").GetDouble(), 6));

        await CodeAsync(first, "overall", (_, row) => row % 2 == 0 ? "stronger_protection" : "unclear");
        Assert.Equal(40, (await cli.RunAsync("labels", "import", first, "--docket", Docket, "--json")).Ok().Json.GetProperty("imported").GetInt32());
        (await cli.RunAsync("labels", "import", first, "--docket", Docket, "--json")).Ok();
        var overall = (await cli.RunAsync("agreement", "--run", run, "--dimension", "overall", "--json")).Ok().Json.GetProperty("dimensions")[0];
        Assert.Equal(40, overall.GetProperty("items").GetInt32());
        var shares = overall.GetProperty("prevalence").EnumerateArray().Select(p => p.GetProperty("estimatedShare").GetDouble());
        Assert.Equal(1, shares.Sum(), 6);
        Assert.Contains("strat", overall.GetProperty("resampled").GetProperty("prevalence").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_runs_are_compared_with_what_they_cost_and_runs_that_are_not_there_are_named()
    {
        var one = await CodedRunAsync(labels: true, "ai-copyright@v1");
        var two = await CodedRunAsync(labels: false, "ai-copyright@v2");
        var compared = (await cli.RunAsync("compare", one, two, "--resamples", "200", "--dimension", "overall", "--json")).Ok().Json;
        var runs = compared.GetProperty("dimensions")[0].GetProperty("runs").EnumerateArray().ToList();
        Assert.Equal([one, two], runs.Select(r => r.GetProperty("run").GetString()));
        Assert.All(runs, r => Assert.True(r.GetProperty("tokens").GetInt64() > 0));
        var unknown = await cli.RunAsync("compare", one, "zzzzzz");
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains("zzzzzz", unknown.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await cli.RunAsync("compare", one, one)).ExitCode);
    }

    [Fact]
    public async Task A_baseline_labels_every_readable_coded_comment_once_and_changes_nothing_when_repeated()
    {
        await CodedRunAsync(labels: true);
        string[] command = ["baseline", "--docket", Docket, "--dimension", "overall", "--json"];
        var first = (await cli.RunAsync(command)).Ok().Json;
        var states = first.GetProperty("states");
        Assert.Equal(first.GetProperty("comments").GetInt64(), states.GetProperty("labelled").GetInt64() + states.GetProperty("unreadable").GetInt64() + states.GetProperty("withdrawn").GetInt64());
        Assert.True(states.GetProperty("labelled").GetInt64() > 0);
        var again = (await cli.RunAsync(command)).Ok().Json;
        Assert.Equal(first.GetProperty("run").GetString(), again.GetProperty("run").GetString());
        Assert.Equal(first.GetProperty("requests").GetInt64(), again.GetProperty("requests").GetInt64());
        Assert.Equal(first.GetProperty("agreement").GetRawText(), again.GetProperty("agreement").GetRawText());
    }

    private async Task<JsonElement> Agreement(string human, string machine) => (await cli.RunAsync(
        "agreement", "--human", cli.Write("h.csv", human), "--machine", cli.Write("m.csv", machine), "--resamples", "100", "--json")).Ok().Json;

    private async Task<string> CodedRunAsync(bool labels, string prompt = "ai-copyright@v2")
    {
        (await cli.RunAsync("import", Cli.Fixture("ai-copyright", "docket.csv"), "--docket", Docket, "--json")).Ok();
        if (labels)
        {
            (await cli.RunAsync("labels", "import", Cli.Fixture("ai-copyright", "labels.csv"), "--docket", Docket, "--json")).Ok();
        }

        return (await cli.RunAsync("run", "--docket", Docket, "--prompt", prompt, "--model", "offline-keywords", "--json")).Ok().Json.GetProperty("run").GetString()!;
    }

    /// <summary>Fills one column of a sample in, as a coder would.</summary>
    private static async Task CodeAsync(string file, string dimension, Func<string, int, string> label)
    {
        using var table = new CsvHelper.CsvReader(new StringReader(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)), System.Globalization.CultureInfo.InvariantCulture);
        var lines = new List<string> { $"comment_id,coder,{dimension},stratum,weight" };
        table.Read();
        table.ReadHeader();
        for (var row = 0; table.Read(); row++)
        {
            var id = table.GetField("comment_id")!;
            lines.Add($"{id},ann,{label(id, row)},{table.GetField("stratum")},{table.GetField("weight")}");
        }

        await File.WriteAllLinesAsync(file, lines, TestContext.Current.CancellationToken);
    }
}
