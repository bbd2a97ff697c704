using System.Text.Json;
using CommentClassifier.Agreement.Reporting;
using CommentClassifier.Agreement.Resampling;

namespace CommentClassifier.Tests.Agreement;

public sealed class AgreementAnalysisTests(ITestOutputHelper output)
{
    private static readonly string[] Labels = ["oppose", "support", "unclear"];

    private static Dictionary<string, string> Stance(string label) => new() { ["stance"] = label };

    /// <summary>n comments by one coder; the machine is right 85 times in a hundred.</summary>
    internal static AgreementRequest Docket(
        int n, int labels = 3, Func<int, MachineState>? state = null, Func<int, string?>? family = null, Func<string, (string? Stratum, double? Weight)>? design = null)
    {
        var generator = new SeededGenerator(5);
        var humans = new List<HumanCode>();
        var machine = new List<MachineLabel>();
        var names = labels == 3 ? Labels : [.. Enumerable.Range(0, labels).Select(i => $"label{i}")];
        for (var i = 0; i < n; i++)
        {
            var gold = names[generator.NextIndex(labels)];
            var label = generator.NextDouble() < 0.85 ? gold : names[generator.NextIndex(labels)];
            var (stratum, weight) = design?.Invoke(label) ?? (null, null);
            humans.Add(new HumanCode($"c{i}", "ann", Stance(gold), stratum, weight, family?.Invoke(i)));
            var answer = state?.Invoke(i) ?? MachineState.Labelled;
            machine.Add(new MachineLabel($"c{i}", answer == MachineState.Labelled ? label : null, answer, 0.5 + 0.5 * generator.NextDouble()));
        }
        return new AgreementRequest(humans, [new DimensionInput("stance") { Machine = machine }]);
    }

    [Fact]
    public void The_document_has_the_contracts_shape()
    {
        var json = JsonSerializer.Serialize(AgreementAnalysis.Run(Docket(200)), AgreementJson.Options);
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        Assert.Equal((200, 1, 2000), (root.GetProperty("items").GetInt32(), root.GetProperty("seed").GetInt32(), root.GetProperty("resamples").GetInt32()));
        var stance = root.GetProperty("dimensions")[0];
        foreach (var name in new[] { "name", "labels", "items", "missing", "confusion", "perLabel", "weighted", "prevalence", "verdict", "warnings", "prevalenceIndex", "biasIndex", "unmatched", "answeredOnly" })
            Assert.True(stance.TryGetProperty(name, out _), name);
        foreach (var name in new[] { "percentAgreement", "cohenKappa", "scottPi", "krippendorffAlpha", "fleissKappa", "gwetAc1", "pabak", "mcc", "macroF1" })
            Assert.True(stance.GetProperty(name).GetProperty("ciLow").GetDouble() < stance.GetProperty(name).GetProperty("value").GetDouble(), name);
        Assert.Equal(JsonValueKind.Null, stance.GetProperty("cohenKappaLinear").ValueKind);
        Assert.Equal("wilson", stance.GetProperty("percentAgreement").GetProperty("method").GetString());
        Assert.Equal("bootstrap", stance.GetProperty("cohenKappa").GetProperty("method").GetString());
        Assert.Equal(3, stance.GetProperty("confusion").GetArrayLength());
    }

    [Fact]
    public void The_same_seed_gives_the_same_document_and_another_seed_another_interval()
    {
        var request = Docket(150);
        string Text(AgreementRequest r) => JsonSerializer.Serialize(AgreementAnalysis.Run(r), AgreementJson.Options);
        Assert.Equal(Text(request), Text(request));
        Assert.NotEqual(
            AgreementAnalysis.Run(request).Dimensions[0].CohenKappa!.CiLow, AgreementAnalysis.Run(request with { Seed = 2 }).Dimensions[0].CohenKappa!.CiLow);
    }

    [Fact]
    public void Refusals_count_against_the_machine_and_stand_apart()
    {
        var x = AgreementAnalysis.Run(Docket(200, state: i => i % 10 == 0 ? MachineState.Refused : MachineState.Labelled)).Dimensions[0];
        Assert.Equal(20, x.Missing);
        Assert.Equal(4, x.Confusion![0].Count);
        Assert.Equal("(no label)", x.ConfusionColumns[^1]);
        Assert.Equal(20, x.Failures!.Refused);
        Assert.Equal(180, x.AnsweredOnly!.Items);
        Assert.True(x.AnsweredOnly.PercentAgreement!.Value > x.PercentAgreement!.Value);
        Assert.True(x.Failures.AgreementAtBest > x.AnsweredOnly.PercentAgreement.Value);
    }

    [Fact]
    public void Ids_on_one_side_only_are_counted_and_a_coded_comment_without_a_label_is_missing()
    {
        var request = Docket(60);
        var machine = request.Dimensions[0].Machine!.Skip(5).Append(new MachineLabel("stranger", "oppose")).ToArray();
        var x = AgreementAnalysis.Run(request with { Dimensions = [new DimensionInput("stance") { Machine = machine }] }).Dimensions[0];
        Assert.Equal((5, 5, 1), (x.Missing, x.Unmatched!.Human, x.Unmatched.Machine));
    }

    [Fact]
    public void Ties_are_left_out_until_adjudicated_and_a_coder_may_be_the_reference()
    {
        HumanCode[] humans =
        [
            new("1", "ann", Stance("oppose")), new("1", "bob", Stance("support")),
            new("2", "ann", Stance("oppose")), new("2", "bob", Stance("oppose")),
            new("3", "ann", Stance("support")),
        ];
        MachineLabel[] machine = [new("1", "support"), new("2", "oppose"), new("3", "support")];
        var request = new AgreementRequest(humans, [new DimensionInput("stance") { Machine = machine }]);
        var plain = AgreementAnalysis.Run(request).Dimensions[0];
        Assert.Equal((2, 1, 1, 1), (plain.Items, plain.Reference!.Ties, plain.Reference.SoleCoder, plain.Reference.Majority));
        var ruled = AgreementAnalysis.Run(request with
        {
            Dimensions = [new DimensionInput("stance") { Machine = machine, Adjudicated = new Dictionary<string, string> { ["1"] = "support" } }],
        }).Dimensions[0];
        Assert.Equal((3, 1), (ruled.Items, ruled.Reference!.Adjudicated));
        var bob = AgreementAnalysis.Run(request with { Reference = ReferenceRule.Coder, ReferenceCoder = "bob" }).Dimensions[0];
        Assert.Equal((2, "coder bob"), (bob.Items, bob.Reference!.Rule));
    }

    [Fact]
    public void One_label_only_is_null_with_a_warning()
    {
        var humans = Enumerable.Range(0, 30).Select(i => new HumanCode($"{i}", "ann", Stance("oppose"))).ToArray();
        var machine = Enumerable.Range(0, 30).Select(i => new MachineLabel($"{i}", "oppose")).ToArray();
        var x = AgreementAnalysis.Run(new AgreementRequest(humans, [new DimensionInput("stance") { Machine = machine }])).Dimensions[0];
        Assert.Null(x.CohenKappa!.Value);
        Assert.Null(x.Mcc!.Value);
        Assert.Equal(1, x.PercentAgreement!.Value);
        Assert.Contains(x.Warnings, w => w.Contains("one label only", StringComparison.Ordinal));
        Assert.Contains("one label", x.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_compare_is_said_and_not_thrown()
    {
        var x = AgreementAnalysis.Run(new AgreementRequest([], [new DimensionInput("stance") { Machine = [] }])).Dimensions[0];
        Assert.Equal(0, x.Items);
        Assert.Null(x.CohenKappa!.Value);
        Assert.DoesNotContain("NaN", JsonSerializer.Serialize(x, AgreementJson.Options), StringComparison.Ordinal);
        var alone = AgreementAnalysis.Run(new AgreementRequest([], [new DimensionInput("stance")])).Dimensions[0];
        Assert.StartsWith("No comment was coded twice", alone.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Ordered_labels_turn_on_the_weighted_coefficients()
    {
        var request = Docket(120);
        var x = AgreementAnalysis.Run(request with { Dimensions = [request.Dimensions[0] with { OrdinalLabels = ["oppose", "unclear", "support"] }] }).Dimensions[0];
        Assert.NotNull(x.CohenKappaLinear!.CiLow);
        Assert.NotNull(x.CohenKappaQuadratic!.Value);
    }

    [Fact]
    public void Families_are_resampled_whole_and_widen_the_interval()
    {
        // The copies of a text share labels: five comments a text.
        var generator = new SeededGenerator(3);
        var humans = new List<HumanCode>();
        var machine = new List<MachineLabel>();
        for (var g = 0; g < 60; g++)
        {
            var gold = Labels[generator.NextIndex(3)];
            var label = generator.NextDouble() < 0.8 ? gold : Labels[generator.NextIndex(3)];
            for (var m = 0; m < 5; m++)
            {
                humans.Add(new HumanCode($"{g}-{m}", "ann", Stance(gold), FamilyKey: $"f{g}"));
                machine.Add(new MachineLabel($"{g}-{m}", label));
            }
        }
        var request = new AgreementRequest(humans, [new DimensionInput("stance") { Machine = machine }]);
        var whole = AgreementAnalysis.Run(request).Dimensions[0];
        var alone = AgreementAnalysis.Run(request with { Humans = [.. humans.Select(h => h with { FamilyKey = null })] }).Dimensions[0];
        Assert.Equal("families of identical texts", whole.Resampled!.Agreement);
        Assert.Equal(60, whole.Resampled.Units);
        static double Width(Figure f) => f.CiHigh!.Value - f.CiLow!.Value;
        Assert.InRange(Width(whole.CohenKappa!) / Width(alone.CohenKappa!), 1.8, 2.8);
        Assert.InRange(Width(whole.PercentAgreement!) / Width(alone.PercentAgreement!), 1.8, 2.8);
    }

    [Fact]
    public void Shares_follow_the_design_the_sample_was_drawn_by()
    {
        var populations = new Dictionary<string, double> { ["oppose"] = 4000, ["support"] = 1000, ["unclear"] = 100 };
        var simple = Docket(300);
        var x = AgreementAnalysis.Run(simple with { Dimensions = [simple.Dimensions[0] with { Populations = populations }] }).Dimensions[0];
        Assert.All(x.Prevalence!, row => Assert.Equal("difference", row.Method));
        Assert.Equal("ppi++", Assert.Single(x.Prevalence![0].Alternatives).Method);
        Assert.Equal(1, x.Prevalence.Sum(r => r.EstimatedShare!.Value), 9);
        Assert.Null(x.Weighted);

        var stratified = Docket(300, design: label => (label, populations[label] / 100));
        var y = AgreementAnalysis.Run(stratified with { Dimensions = [stratified.Dimensions[0] with { Populations = populations }] }).Dimensions[0];
        Assert.All(y.Prevalence!, row => Assert.Equal("stratified", row.Method));
        Assert.Equal(1, y.Prevalence!.Sum(r => r.EstimatedShare!.Value), 9);
        Assert.NotNull(y.Weighted);
        Assert.Contains("strata", y.Resampled!.Prevalence, StringComparison.Ordinal);
    }

    [Fact]
    public void Three_coders_give_the_ceiling_the_machine_is_held_to()
    {
        var generator = new SeededGenerator(7);
        var humans = new List<HumanCode>();
        var machine = new List<MachineLabel>();
        for (var i = 0; i < 120; i++)
        {
            var truth = generator.NextIndex(3);
            string Code() => Labels[generator.NextDouble() < 0.8 ? truth : generator.NextIndex(3)];
            foreach (var coder in new[] { "ann", "bob", "cyd" }) humans.Add(new HumanCode($"{i}", coder, Stance(Code())));
            machine.Add(new MachineLabel($"{i}", Code()));
        }
        var x = AgreementAnalysis.Run(new AgreementRequest(humans, [new DimensionInput("stance") { Machine = machine }])).Dimensions[0];
        Assert.Equal(3, x.Ceiling!.Pairs.Count);
        Assert.NotNull(x.Ceiling.KrippendorffAlpha.CiLow);
        Assert.Equal(5, x.Ceiling.AltTest.Count);
        Assert.Contains("the coders with each other", x.Verdict, StringComparison.Ordinal);
        var among = AgreementAnalysis.Run(new AgreementRequest(humans, [new DimensionInput("stance")])).Dimensions[0];
        Assert.Equal(x.Ceiling.MeanPairwiseKappa, among.CohenKappa!.Value);
        var two = AgreementAnalysis.Run(new AgreementRequest([.. humans.Where(h => h.Coder != "cyd")], [new DimensionInput("stance")])).Dimensions[0];
        Assert.Equal("bootstrap", two.CohenKappa!.Method);
        output.WriteLine(x.Verdict);
        output.WriteLine(two.Verdict);
    }

    /// <summary>A hundred comments: two coders agree on sixty and are tied on forty, where the machine follows ann.</summary>
    private static AgreementRequest TiedOnForty(Func<int, MachineState>? state = null)
    {
        var humans = new List<HumanCode>();
        var machine = new List<MachineLabel>();
        for (var i = 0; i < 100; i++)
        {
            var (ann, bob) = (Labels[i % 2], i < 60 ? Labels[i % 2] : Labels[(i + 1) % 2]);
            humans.Add(new HumanCode($"{i}", "ann", Stance(ann)));
            humans.Add(new HumanCode($"{i}", "bob", Stance(bob)));
            machine.Add(new MachineLabel($"{i}", ann, state?.Invoke(i) ?? MachineState.Labelled));
        }
        return new AgreementRequest(humans, [new DimensionInput("stance") { Machine = machine }]);
    }

    [Fact]
    public void The_machine_is_held_to_the_coders_on_the_hard_comments_too()
    {
        var x = AgreementAnalysis.Run(TiedOnForty()).Dimensions[0];
        Assert.Equal((60, 40), (x.Items, x.Reference!.Ties));
        Assert.Equal(0.2, x.Ceiling!.MeanPairwiseKappa!.Value, 9);
        // As ann said: kappa 1 with her, 0.2 with bob. On the sixty easy comments alone it would be 1 with both.
        Assert.Equal(0.6, x.Ceiling.MachineMeanKappa!.Value, 9);
        Assert.Equal(0.4, x.Ceiling.DifferenceFigure!.Value!.Value, 9);
        Assert.True(x.Ceiling.DifferenceFigure.CiLow > 0);
        Assert.Contains("better than the coders with each other", x.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_label_counts_against_the_machine_beside_the_coders_too()
    {
        var whole = AgreementAnalysis.Run(TiedOnForty()).Dimensions[0].Ceiling!;
        var partly = AgreementAnalysis.Run(TiedOnForty(i => i % 4 == 0 ? MachineState.Refused : MachineState.Labelled)).Dimensions[0].Ceiling!;
        Assert.Equal(whole.MeanPairwiseKappa, partly.MeanPairwiseKappa);
        Assert.True(partly.MachineMeanKappa < whole.MachineMeanKappa - 0.1);
    }

    [Fact]
    public void Better_and_less_well_are_said_only_where_the_interval_of_the_difference_leaves_out_nothing()
    {
        var few = TiedOnForty();
        string[] kept = ["1", "2", "3", "61", "62", "4"];
        var x = AgreementAnalysis.Run(few with { Humans = [.. few.Humans.Where(h => kept.Contains(h.CommentId))] }).Dimensions[0];
        Assert.DoesNotContain("better than the coders", x.Verdict, StringComparison.Ordinal);
        Assert.DoesNotContain("less well than the coders", x.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void The_verdict_of_a_sample_with_unequal_chances_is_the_weighted_one()
    {
        var request = Docket(300, design: label => (label, label == "oppose" ? 40 : 2));
        var x = AgreementAnalysis.Run(request).Dimensions[0];
        Assert.StartsWith("weighted to the docket, kappa", x.Verdict, StringComparison.Ordinal);
        Assert.NotEqual(x.CohenKappa!.Value!.Value, x.Weighted!.CohenKappa!.Value, 2);
        Assert.True(x.Weighted.CohenKappaCiLow < x.Weighted.CohenKappa && x.Weighted.CohenKappa < x.Weighted.CohenKappaCiHigh);
        Assert.All(x.Weighted.PerLabel, l => Assert.True(l.Intervals.Recall.CiLow < l.Recall && l.Recall < l.Intervals.Recall.CiHigh));
        // Without strata the primary estimate is the weighted difference, and DSL stands beside it, named.
        var populations = new Dictionary<string, double> { ["oppose"] = 4000, ["support"] = 200, ["unclear"] = 200 };
        var plain = request with
        {
            Humans = [.. request.Humans.Select(h => h with { Stratum = null })],
            Dimensions = [request.Dimensions[0] with { Populations = populations }],
        };
        var row = AgreementAnalysis.Run(plain).Dimensions[0].Prevalence![0];
        Assert.Equal("weighted difference", row.Method);
        Assert.Equal("dsl", Assert.Single(row.Alternatives).Method);
        Assert.InRange(row.Alternatives[0].EstimatedShare!.Value, row.CiLow!.Value, row.CiHigh!.Value);
    }

    [Fact]
    public void A_missing_label_raises_no_coefficient()
    {
        var x = AgreementAnalysis.Run(Docket(200, labels: 5, state: i => i == 7 ? MachineState.Refused : MachineState.Labelled)).Dimensions[0];
        var pairs = new (Figure? All, Figure? Answered)[]
        {
            (x.PercentAgreement, x.AnsweredOnly!.PercentAgreement), (x.CohenKappa, x.AnsweredOnly.CohenKappa), (x.GwetAc1, x.AnsweredOnly.GwetAc1), (x.Pabak, x.AnsweredOnly.Pabak),
        };
        Assert.All(pairs, p => Assert.True(p.All!.Value <= p.Answered!.Value));
        Assert.Equal(0.995, x.Coverage!.Value!.Value, 9);
    }

    [Fact]
    public void A_machine_that_shifts_the_shares_is_named()
    {
        var humans = Enumerable.Range(0, 200).Select(i => new HumanCode($"{i}", "ann", Stance(i % 4 == 0 ? "support" : "oppose"))).ToArray();
        MachineLabel[] leaning = [.. humans.Select((h, i) => new MachineLabel(h.CommentId, i % 10 == 1 ? "support" : h.Labels["stance"]))];
        var x = AgreementAnalysis.Run(new AgreementRequest(humans, [new DimensionInput("stance") { Machine = leaning }])).Dimensions[0];
        Assert.True(x.Shift!.StuartMaxwell.P < 0.001 && x.Shift.Bhapkar!.P < 0.001 && x.Shift.Bowker!.P < 0.001);
        Assert.Contains(x.Warnings, w => w.Contains("other shares than the coders", StringComparison.Ordinal));
        Assert.True(x.KappaTest!.P < 1e-6);
        MachineLabel[] even = [.. humans.Select(h => new MachineLabel(h.CommentId, h.Labels["stance"]))];
        Assert.Null(AgreementAnalysis.Run(new AgreementRequest(humans, [new DimensionInput("stance") { Machine = even }])).Dimensions[0].Shift!.StuartMaxwell.P);
    }

    [Fact]
    public void No_error_among_the_coded_comments_is_no_certainty_about_the_docket()
    {
        HumanCode[] humans = [.. Enumerable.Range(0, 100).Select(i => new HumanCode($"{i}", "ann", Stance(i < 90 ? "oppose" : "support")))];
        MachineLabel[] same = [.. humans.Select(h => new MachineLabel(h.CommentId, h.Labels["stance"]))];
        DimensionAgreement Of(double oppose) => AgreementAnalysis.Run(new AgreementRequest(
            humans, [new DimensionInput("stance") { Labels = Labels, Machine = same, Populations = new Dictionary<string, double> { ["oppose"] = oppose, ["support"] = 10 } }])).Dimensions[0];
        var row = Of(9990).Prevalence![0];
        Assert.Equal("difference, Wilson bound", row.Method);
        Assert.Equal(0.999, row.EstimatedShare!.Value, 9);
        // Wilson's upper bound of 0 in 100 is 3.7 %, of which the hundredth part is coded.
        Assert.Equal(0.999 - (0.0369934982 * 0.99), row.CiLow!.Value, 6);
        var unseen = Of(9990).Prevalence!.Single(r => r.Label == "unclear");
        Assert.Equal(0, unseen.CiLow!.Value);
        Assert.InRange(unseen.CiHigh!.Value, 0.03, 0.04);
        // A census leaves nothing to guess.
        var census = Of(90).Prevalence!.Single(r => r.Label == "unclear");
        Assert.Equal((0.0, 0.0), (census.CiLow!.Value, census.CiHigh!.Value));
    }
}
