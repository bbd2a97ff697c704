namespace CommentClassifier.Agreement.Reporting;

/// <summary>Reference and machine labels of the same comments as label indexes; a missing machine label is K, the extra column.</summary>
internal sealed class ComparedItems
{
    internal const string NoLabel = "(no label)";

    private ComparedItems(string[] labels, IReadOnlyList<CodedItem> items, int[] gold, int[] predicted, MachineLabel?[] answers, string?[] families)
    {
        (Labels, Items, Gold, Predicted, Given, Families) = (labels, items, gold, predicted, answers, families);
        foreach (var label in predicted)
            if (label == labels.Length) Missing++;
        var sizes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var family in families)
            if (family is not null && !sizes.Add(family)) Clustered = true;
    }

    internal string[] Labels { get; }

    internal IReadOnlyList<CodedItem> Items { get; }

    internal int[] Gold { get; }

    internal int[] Predicted { get; }

    internal MachineLabel?[] Given { get; }

    internal string?[] Families { get; }

    internal bool Clustered { get; }

    /// <summary>The machine's answers to comments that have no reference label, because their coders are tied.</summary>
    internal IReadOnlyDictionary<string, MachineLabel> ToTies { get; private init; } = new Dictionary<string, MachineLabel>();

    /// <summary>How many items have no machine label.</summary>
    internal int Missing { get; }

    /// <summary>Ids on one side only.</summary>
    internal Unmatched Unmatched { get; private init; } = new(0, 0);

    /// <summary>The labels of the table: K, or K + 1 with "(no label)".</summary>
    internal string[] TableLabels(bool withMissing) => withMissing ? [.. Labels, NoLabel] : Labels;

    internal static ComparedItems Of(ReferenceLabels reference, DimensionInput dimension, out List<string> undeclared)
    {
        var items = reference.Items;
        var answers = Answers(reference, dimension.Machine ?? [], out var toTies, out var unmatched);

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items) seen.Add(item.Reference);
        foreach (var answer in answers)
            if (answer is { Answered: true }) seen.Add(answer.Label!);
        var declared = dimension.Labels ?? dimension.OrdinalLabels ?? [];
        undeclared = declared.Count == 0 ? [] : [.. seen.Except(declared).Order(StringComparer.Ordinal)];
        string[] labels = declared.Count == 0 ? [.. seen.Order(StringComparer.Ordinal)] : [.. declared, .. undeclared];

        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var k = 0; k < labels.Length; k++) index[labels[k]] = k;
        var gold = new int[items.Count];
        var predicted = new int[items.Count];
        var families = new string?[items.Count];
        for (var i = 0; i < items.Count; i++)
        {
            gold[i] = index[items[i].Reference];
            predicted[i] = answers[i] is { Answered: true } answer ? index[answer.Label!] : labels.Length;
            families[i] = items[i].Family ?? answers[i]?.FamilyKey;
        }
        return new ComparedItems(labels, items, gold, predicted, answers, families) { Unmatched = unmatched, ToTies = toTies };
    }

    /// <summary>The machine's answer to each item (the last one wins), and how many ids stand on one side only. A tie is coded all the same.</summary>
    private static MachineLabel?[] Answers(
        ReferenceLabels reference, IReadOnlyList<MachineLabel> machine, out Dictionary<string, MachineLabel> toTies, out Unmatched unmatched)
    {
        toTies = new(StringComparer.Ordinal);
        var answers = new MachineLabel?[reference.Items.Count];
        var met = new bool[reference.Places];
        var strangers = new HashSet<string>(StringComparer.Ordinal);
        var both = 0;
        foreach (var answer in machine)
        {
            if (reference.ItemOf(answer.CommentId, out var place) is not { } item)
            {
                strangers.Add(answer.CommentId);
                continue;
            }
            if (item >= 0) answers[item] = answer;
            else toTies[answer.CommentId] = answer;
            if (met[place]) continue;
            met[place] = true;
            both++;
        }
        unmatched = new Unmatched(reference.Coded - both, strangers.Count);
        return answers;
    }

    /// <summary>Only the items whose machine answered.</summary>
    internal ComparedItems Answered()
    {
        var keep = Enumerable.Range(0, Gold.Length).Where(i => Predicted[i] < Labels.Length).ToArray();
        return new ComparedItems(Labels, [.. keep.Select(i => Items[i])], [.. keep.Select(i => Gold[i])], [.. keep.Select(i => Predicted[i])],
            [.. keep.Select(i => Given[i])], [.. keep.Select(i => Families[i])]);
    }

    /// <summary>From two coders on the comments both coded.</summary>
    internal static ComparedItems OfCoders(string[] labels, IReadOnlyList<CodedItem> items, int[] first, int[] second) =>
        new(labels, items, first, second, new MachineLabel?[items.Count], [.. items.Select(i => i.Family)]);
}
