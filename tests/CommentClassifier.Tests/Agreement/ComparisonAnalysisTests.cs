using System.Text.Json;
using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Agreement.Resampling;

namespace CommentClassifier.Tests.Agreement;

public sealed class ComparisonAnalysisTests(ITestOutputHelper output)
{
    private static readonly string[] Labels = ["a", "b", "c", "d", "e"];

    internal static ComparisonRequest Prompts(int n, params double[] accuracies)
    {
        var generator = new SeededGenerator(41);
        var gold = Enumerable.Range(0, n).Select(_ => Labels[generator.NextIndex(5)]).ToArray();
        var humans = gold.Select((g, i) => new HumanCode($"c{i}", "ann", new Dictionary<string, string> { ["stance"] = g })).ToArray();
        var runs = accuracies.Select((p, r) => new ComparedRun($"prompt{r + 1}", new Dictionary<string, IReadOnlyList<MachineLabel>>
        {
            ["stance"] = [.. gold.Select((g, i) => new MachineLabel($"c{i}", generator.NextDouble() < p ? g : Labels[generator.NextIndex(5)]))],
        })).ToArray();
        return new ComparisonRequest(humans, [new DimensionInput("stance")], runs);
    }

    [Fact]
    public void The_document_has_the_contracts_shape_and_finds_a_real_difference()
    {
        var document = ComparisonAnalysis.Run(Prompts(300, 0.6, 0.85) with { Resamples = 2000 });
        var pair = Assert.Single(document.Dimensions[0].Pairs);
        Assert.True(pair.DeltaKappa.Value > 0 && pair.DeltaKappa.CiLow > 0 && pair.DeltaKappa.P < 0.01, pair.Verdict);
        Assert.True(pair.Mcnemar.C > pair.Mcnemar.B);
        Assert.Contains("prompt2 agrees with the coders better", pair.Verdict, StringComparison.Ordinal);
        Assert.Equal(pair.DeltaKappa.P, pair.PAdjusted);
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(document, AgreementJson.Options));
        var written = json.RootElement.GetProperty("dimensions")[0].GetProperty("pairs")[0];
        foreach (var name in new[] { "a", "b", "deltaKappa", "deltaMacroF1", "mcnemar", "stuartMaxwell", "pAdjusted", "flips" })
            Assert.True(written.TryGetProperty(name, out _), name);
        Assert.Equal(JsonValueKind.Number, written.GetProperty("mcnemar").GetProperty("p").ValueKind);
        output.WriteLine(pair.Verdict);
    }

    [Fact]
    public void Equal_prompts_are_not_told_apart_and_the_sentence_says_what_would()
    {
        var pair = ComparisonAnalysis.Run(Prompts(80, 0.8, 0.82) with { Resamples = 1000 }).Dimensions[0].Pairs[0];
        Assert.Contains($"No difference between {pair.A} and {pair.B} is shown", pair.Verdict, StringComparison.Ordinal);
        Assert.Contains($"{pair.B} less {pair.A} ", pair.Verdict, StringComparison.Ordinal);
        output.WriteLine(pair.Verdict);
        var request = Prompts(50, 0.8);
        var same = ComparisonAnalysis.Run(request with { Runs = [request.Runs[0], request.Runs[0] with { Name = "copy" }] }).Dimensions[0].Pairs[0];
        Assert.Empty(same.Flips);
        Assert.Equal(1, same.DeltaKappa.P);
        Assert.Contains("indistinguishable", same.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Examples_shown_to_the_model_may_not_be_in_the_sample()
    {
        var request = Prompts(20, 0.8, 0.9);
        var leaking = request with { Runs = [request.Runs[0], request.Runs[1] with { ExampleIds = ["c3", "elsewhere"] }] };
        Assert.Equal(["c3"], Assert.Throws<ExamplesInSampleException>(() => ComparisonAnalysis.Run(leaking)).CommentIds);
    }

    [Fact]
    public void Families_swap_whole_in_the_permutation()
    {
        var request = Prompts(60, 0.5, 0.9) with { Resamples = 999 };
        var plain = ComparisonAnalysis.Run(request).Dimensions[0];
        var copies = request with { Humans = [.. request.Humans.Select((h, i) => h with { FamilyKey = $"f{i / 6}" })] };
        var grouped = ComparisonAnalysis.Run(copies).Dimensions[0];
        Assert.Equal("families of identical texts", grouped.Resampled);
        Assert.Equal(plain.Pairs[0].DeltaKappa.Value, grouped.Pairs[0].DeltaKappa.Value);
        // Ten families allow no p below 2/1024.
        Assert.True(grouped.Pairs[0].DeltaKappa.P >= 2 / 1024.0);
    }

    [Fact]
    public void Six_prompts_have_fifteen_pairs_corrected_together_with_exact_and_screening_figures()
    {
        var x = ComparisonAnalysis.Run(Prompts(200, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9) with { Resamples = 500 }).Dimensions[0];
        Assert.Equal(15, x.Pairs.Count);
        Assert.Equal(5, x.CochranQ!.Df);
        Assert.All(x.Pairs, pair =>
        {
            Assert.True(pair.DeltaKappa.P <= pair.PScreening && pair.PScreening <= pair.PAdjusted);
            Assert.True(pair.Mcnemar.P <= pair.Mcnemar.ExactP && pair.Mcnemar.P <= pair.Mcnemar.PAdjusted);
            Assert.Equal((pair.Mcnemar.C - pair.Mcnemar.B) / 200, pair.Mcnemar.Difference!.Value, 12);
            Assert.Equal(pair.DeltaAccuracy.Value!.Value, pair.Mcnemar.Difference.Value, 12);
            Assert.True(pair.Mcnemar.Tango.CiLow < pair.Mcnemar.Difference && pair.Mcnemar.Difference < pair.Mcnemar.Tango.CiHigh);
            Assert.True(pair.Mcnemar.Newcombe.CiLow < pair.Mcnemar.Difference && pair.Mcnemar.Difference < pair.Mcnemar.Newcombe.CiHigh);
        });
        Assert.Contains("Holm's correction for 15 comparisons", x.Pairs[^1].Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_ask_for_more_labels_and_are_named_in_a_warning()
    {
        var request = Prompts(120, 0.7, 0.75) with { Resamples = 999 };
        var plain = ComparisonAnalysis.Run(request).Dimensions[0];
        Assert.Null(plain.Warnings.FirstOrDefault(w => w.Contains("Identical texts", StringComparison.Ordinal)));
        // Every comment three times over.
        ComparedRun Thrice(ComparedRun run) => run with
        {
            Labels = run.Labels.ToDictionary(l => l.Key, l => (IReadOnlyList<MachineLabel>)[.. l.Value.SelectMany(m => Enumerable.Range(0, 3).Select(c => m with { CommentId = $"{m.CommentId}-{c}" }))]),
        };
        var copied = ComparisonAnalysis.Run(request with
        {
            Humans = [.. request.Humans.SelectMany(h => Enumerable.Range(0, 3).Select(c => h with { CommentId = $"{h.CommentId}-{c}", FamilyKey = h.CommentId }))],
            Runs = [.. request.Runs.Select(Thrice)],
        }).Dimensions[0];
        Assert.Contains(copied.Warnings, w => w.Contains("Identical texts", StringComparison.Ordinal));
        var (one, three) = (plain.Pairs[0], copied.Pairs[0]);
        Assert.Equal(one.StuartMaxwell.Statistic!.Value, three.StuartMaxwell.Statistic!.Value, 6);
        Assert.Null(three.Bhapkar);
        Assert.InRange(three.DeltaKappa.P!.Value, one.DeltaKappa.P!.Value - 0.06, one.DeltaKappa.P.Value + 0.06);
        // As many texts as without copies: three times the labels, but for the resamples' own error.
        Assert.InRange((three.MoreLabelsNeeded!.Value + 360) / (double)(one.MoreLabelsNeeded!.Value + 120), 2.5, 3.5);
    }
}
