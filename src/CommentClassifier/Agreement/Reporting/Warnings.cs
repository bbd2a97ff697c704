namespace CommentClassifier.Agreement.Reporting;

/// <summary>What a reader must know before relying on the figures.</summary>
internal static class Warnings
{
    private const int FewOfALabel = 20;
    private const int FewItems = 50;

    internal static void About(AgreementRequest request, ReferenceUse reference, ComparedItems items, List<string> undeclared, List<string> warnings)
    {
        if (request.SampleDrawnByModel)
            warnings.Add("The sample was drawn by the model's own uncertainty: figures from it are for audit only and do not describe the docket.");
        if (request.DraftsNotReviewed) warnings.Add("The human labels are model drafts that were not reviewed: agreement with them proves nothing.");
        if (request.TunedOnSample) warnings.Add("The prompt was tuned on these comments: the figures are optimistic. Confirm on a fresh sample.");
        if (reference.Ties > 0) warnings.Add(Ties(reference.Ties));
        if (undeclared.Count > 0) warnings.Add($"Labels not in the declared list: {string.Join(", ", undeclared)}.");
        if (items.Gold.Length == 0) return;
        if (items.Gold.Length < FewItems) warnings.Add($"Only {Sentences.Count(items.Gold.Length, "comment")}: intervals are wide and rough.");
        var gold = items.Gold.Distinct().Count();
        var predicted = items.Predicted.Where(p => p < items.Labels.Length).Distinct().Count();
        if (gold == 1 && predicted <= 1 && items.Missing == 0 && items.Gold[0] == items.Predicted[0])
            warnings.Add("Both sides used one label only: kappa, alpha and MCC are undefined, whatever the percent agreement.");
        else if (gold == 1) warnings.Add("The reference uses one label only: kappa is 0 or undefined whatever the machine does.");
        else if (predicted == 1) warnings.Add("The machine uses one label only: kappa is 0 by definition and its interval is degenerate.");
        for (var k = 0; k < items.Labels.Length; k++)
        {
            var n = items.Gold.Count(g => g == k);
            if (n == 0) warnings.Add($"No coded comment is \"{items.Labels[k]}\": how many of them the machine would find (recall) cannot be said.");
            else if (n < FewOfALabel)
                warnings.Add($"Only {Sentences.Count(n, "coded comment")} {(n == 1 ? "is" : "are")} \"{items.Labels[k]}\": too few for a firm figure on that label.");
        }
        if (items.Missing > 0)
            warnings.Add($"{items.Missing} of {Sentences.Count(items.Gold.Length, "coded comment")} {(items.Missing == 1 ? "has" : "have")} no machine label; each counts against the machine (the figures without them stand beside).");
        var weights = items.Items.Select(i => i.Weight ?? 1).Distinct().Take(2).Count();
        if (weights > 1)
            warnings.Add("Comments were drawn with unequal probabilities: the unweighted kappa, recall and macro-F1 describe the sample; read the weighted figures for the docket.");
        if (items.Clustered) warnings.Add("Identical texts are in the sample: intervals resample whole families of them, and the main figures stand beside with each distinct text counted once.");
    }

    internal static string Ties(int ties) =>
        $"{Sentences.Count(ties, "comment")} {(ties == 1 ? "has" : "have")} no strict majority among {(ties == 1 ? "its" : "their")} coders and {(ties == 1 ? "is" : "are")} left out until adjudicated.";
}
