using System.Globalization;
using CommentClassifier.Deduplication;
using CommentClassifier.Dockets;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Runs;

/// <summary>What a baseline is made from.</summary>
/// <param name="Docket">The docket, coded in part.</param>
/// <param name="Dimension">Only this dimension; null: every one that people coded.</param>
/// <param name="Folds">Into how many parts the sample is cut, 2 to 20.</param>
/// <param name="Seed">The seed of the cut.</param>
public sealed record BaselineOrder(DocketId Docket, string? Dimension, int Folds = 5, int Seed = 1);

/// <summary>The commonest label of a dimension: what a machine that never reads would say.</summary>
public sealed record MajorityLabel(string Dimension, string Label, long Comments, long Of);

/// <summary>The run that was recorded, and the majority label beside it.</summary>
public sealed record BaselineResult(RunSummary Summary, IReadOnlyList<MajorityLabel> Majority, double Seconds);

/// <summary>
/// A floor to beat: a bag-of-words classifier that learns from the coded sample and labels it, cross-fitted, recorded as a run so that
/// a comparison shows what a language model adds.
/// </summary>
public sealed class Baseline(Store store, TimeProvider time)
{
    /// <summary>The model's name in the run's record.</summary>
    public const string Model = "bag-of-words";

    /// <summary>What stands in place of a prompt.</summary>
    public const string Prompt = "baseline@v1";

    /// <summary>Labels every coded comment that has a text. The same sample and seed resume the same run and change nothing.</summary>
    /// <exception cref="ExpectedException">Nothing is coded, too few different texts, or another process works on the run.</exception>
    public async Task<BaselineResult> RunAsync(BaselineOrder order, CancellationToken cancellationToken = default)
    {
        var started = time.GetTimestamp();
        var sample = await BaselineSample.ReadAsync(store, order.Docket, order.Dimension, cancellationToken).ConfigureAwait(false);
        var texts = sample.Items.DistinctBy(item => item.Text).ToList();
        if (texts.Count < 2 * order.Folds)
        {
            throw new ExpectedException($"Only {texts.Count} different texts are coded; {order.Folds} folds need {2 * order.Folds} or more. Code more comments first.");
        }

        var run = await store.Runs.OpenAsync(SpecOf(order, sample), RunKind.Baseline, ct: cancellationToken).ConfigureAwait(false);
        var claim = await RunClaim.TakeAsync(store, run.Id, time, cancellationToken).ConfigureAwait(false);
        await using (claim.ConfigureAwait(false))
        {
            await store.Runs.AbandonOrphansAsync(run.Id, CancellationToken.None).ConfigureAwait(false);
            await store.Runs.SelectAsync(run.Id, new RunSelection { CodedOnly = true }, cancellationToken).ConfigureAwait(false);
            var waiting = new HashSet<TextId>();
            await foreach (var item in store.Runs.PendingAsync(run.Id, ct: cancellationToken).ConfigureAwait(false))
            {
                waiting.Add(item.Id);
            }

            var writer = new LedgerWriter(store.Runs, run.Id, claim.Token);
            await using (writer.ConfigureAwait(false))
            {
                var folds = FoldsOf(sample, texts, order);
                for (var fold = 0; fold < order.Folds && waiting.Count > 0; fold++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var held = texts.Where((_, i) => folds[i] == fold).ToList();
                    await LabelAsync(writer, sample, [.. held.Where(t => waiting.Contains(t.Text))], [.. held.Select(t => t.Text)], order, claim.Owner).ConfigureAwait(false);
                }
            }
        }

        var summary = await store.Runs.SummaryAsync(run.Id, CancellationToken.None).ConfigureAwait(false);
        return new BaselineResult(summary, [.. sample.Dimensions.Select(d => MajorityOf(d, sample))], time.GetElapsedTime(started).TotalSeconds);
    }

    /// <summary>Labels one fold by a model of all the others, as one entry of the ledger that cost nothing.</summary>
    private async Task LabelAsync(
        LedgerWriter writer, BaselineSample sample, List<BaselineItem> asked, HashSet<TextId> held, BaselineOrder order, string owner)
    {
        if (asked.Count == 0)
        {
            return;
        }

        var labels = asked.ToDictionary(item => item.Text, _ => new List<AssignedLabel>());
        foreach (var dimension in sample.Dimensions)
        {
            var learn = sample.Items.Where(i => !held.Contains(i.Text) && i.Labels.ContainsKey(dimension)).Select(i => (i.Content, i.Labels[dimension])).ToList();
            if (learn.Count == 0)
            {
                throw new ExpectedException($"Too few comments are coded in {dimension} to learn from. Code more, or leave it out with --dimension.");
            }

            var found = await Task.Run(() => BagOfWords.Label(learn, [.. asked.Select(item => item.Content)], order.Seed)).ConfigureAwait(false);
            for (var i = 0; i < asked.Count; i++)
            {
                labels[asked[i].Text].Add(new AssignedLabel(dimension, found[i].Label, found[i].Probability, null));
            }
        }

        var now = time.GetUtcNow();
        var plan = new PlannedRequest
        {
            Id = Guid.CreateVersion7(now),
            Purpose = RequestPurpose.Label,
            Members = [.. asked.Select((item, position) => new RequestMember(item.Text, "", position))],
            BodyHash = sample.Hash,
            Owner = owner,
            PlannedAt = now,
        };
        await writer.PlanAsync(plan).ConfigureAwait(false);
        await writer.SettleAsync(new SettledRequest
        {
            Id = plan.Id,
            Outcomes = [.. asked.Select(item => new MemberOutcome(item.Text, CommentState.Labelled, 1, null, labels[item.Text]))],
            Model = Model,
            SettledAt = time.GetUtcNow(),
        }).ConfigureAwait(false);
    }

    private static RunSpec SpecOf(BaselineOrder order, BaselineSample sample) => new()
    {
        Docket = order.Docket,
        Prompt = Prompt,
        PromptHash = sample.Hash,
        Variables = new Dictionary<string, string>
        {
            ["dimensions"] = string.Join(", ", sample.Dimensions),
            ["folds"] = order.Folds.ToString(CultureInfo.InvariantCulture),
            ["seed"] = order.Seed.ToString(CultureInfo.InvariantCulture),
        },
        Model = Model,
        Endpoint = RunPlanner.BuiltInEndpoint,
        Parameters = BagOfWords.Parameters,
    };

    /// <summary>The fold of each text; a campaign's variants are held out together, or one letter would teach the next its label.</summary>
    private static List<int> FoldsOf(BaselineSample sample, List<BaselineItem> texts, BaselineOrder order)
    {
        var finder = new CampaignFinder();
        var copies = sample.Items.CountBy(item => item.Text).ToDictionary();
        foreach (var text in texts)
        {
            finder.Add(text.Fingerprint, text.Fingerprint, text.Content);
        }

        var family = finder.Families().SelectMany(f => f.Keys.Select(key => (key, f.Representative))).ToDictionary(pair => pair.key, pair => pair.Representative);
        var groups = texts.GroupBy(text => family.GetValueOrDefault(text.Fingerprint, text.Fingerprint)).ToList();
        var folds = BaselineFolds.Assign(
            [.. groups.Select(g => new FoldItem(g.Key, g.First().Labels.GetValueOrDefault(sample.Dimensions[0], ""), g.Sum(t => copies[t.Text])))], order.Folds, order.Seed);
        var ofText = groups.SelectMany((g, i) => g.Select(t => (t.Text, Fold: folds[i]))).ToDictionary(pair => pair.Text, pair => pair.Fold);
        return [.. texts.Select(t => ofText[t.Text])];
    }

    private static MajorityLabel MajorityOf(string dimension, BaselineSample sample)
    {
        var labels = sample.Items.Where(i => i.Labels.ContainsKey(dimension)).Select(i => i.Labels[dimension]).ToList();
        var top = labels.CountBy(label => label).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal).First();
        return new MajorityLabel(dimension, top.Key, top.Value, labels.Count);
    }
}
