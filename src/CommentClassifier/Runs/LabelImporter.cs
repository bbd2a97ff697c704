using CommentClassifier.Dockets;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;
using CommentClassifier.Prompts;
using CommentClassifier.Storage;

namespace CommentClassifier.Runs;

/// <summary>What an import of labels did.</summary>
/// <param name="Docket">The docket.</param>
/// <param name="Read">Rows read.</param>
/// <param name="Imported">Labels stored: new ones and changed ones.</param>
/// <param name="Unchanged">Labels that were stored already.</param>
/// <param name="UnknownComments">Rows whose comment is not in the docket.</param>
/// <param name="UnknownLabels">Labels that no codebook with that dimension has; they are not stored. One line each, with row and column.</param>
/// <param name="Coders">Who labelled.</param>
/// <param name="UnknownDimensions">Columns that are a dimension of no codebook: stored, but no run can be measured by them.</param>
public sealed record LabelImportReport(
    string Docket, long Read, long Imported, long Unchanged, long UnknownComments, IReadOnlyList<string> UnknownLabels, IReadOnlyList<string> Coders,
    IReadOnlyList<string> UnknownDimensions);

/// <summary>Reads coded samples into the store; the history of every label stays.</summary>
public sealed class LabelImporter(Store store, PromptCatalogue? prompts, TimeProvider time)
{
    private const string UnnamedCoder = "coder";

    /// <summary>Imports one file of labels.</summary>
    /// <exception cref="ExpectedException">The docket is unknown, the file is not there or is not a table of labels.</exception>
    public async Task<LabelImportReport> ImportAsync(string file, DocketId docket, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(file))
        {
            throw new ExpectedException($"{file}: there is no such file.");
        }

        using var reader = new StreamReader(file);
        return await ImportAsync(LabelTableReader.Read(reader, file), docket, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Imports a table of labels.</summary>
    public async Task<LabelImportReport> ImportAsync(LabelTable table, DocketId docket, CancellationToken cancellationToken = default)
    {
        var dockets = await store.Dockets.ListAsync(cancellationToken).ConfigureAwait(false);
        if (dockets.All(d => d.Docket != docket))
        {
            throw new ExpectedException($"There is no docket {docket}. Import it with: comment-classifier import <file> --docket {docket}");
        }

        var known = table.Dimensions.Select(KnownLabels).ToList();
        var unknown = new List<string>();
        var labels = new List<HumanLabel>();
        var now = time.GetUtcNow();
        foreach (var row in table.Rows)
        {
            for (var i = 0; i < table.Dimensions.Count; i++)
            {
                if (row.Labels[i] is not { } label)
                {
                    continue;
                }

                if (known[i] is { } allowed && !allowed.Contains(label))
                {
                    unknown.Add($"row {row.Row}, column {table.Dimensions[i]}: \"{label}\" is not a label of the codebook ({string.Join(", ", allowed.Order())})");
                    continue;
                }

                labels.Add(new HumanLabel(row.Comment, row.Coder ?? UnnamedCoder, table.Dimensions[i], label, now));
            }
        }

        var tally = await store.Humans.ImportAsync(docket, labels, cancellationToken).ConfigureAwait(false);
        var strangers = tally.UnknownComments.ToHashSet();
        var rowsUnknown = table.Rows.Count(row => strangers.Contains(row.Comment));
        await SaveDesignAsync(table, docket, strangers, cancellationToken).ConfigureAwait(false);
        return new LabelImportReport(
            docket.Value, table.Rows.Count, tally.Imported, tally.Unchanged, rowsUnknown, unknown,
            [.. labels.Select(label => label.Coder).Distinct().Order()],
            prompts is null ? [] : [.. table.Dimensions.Where((_, i) => known[i] is null)]);
    }

    /// <summary>Keeps strata and weights that came with the file, so that estimates can follow the design.</summary>
    private async Task SaveDesignAsync(LabelTable table, DocketId docket, HashSet<CommentId> unknown, CancellationToken cancellationToken)
    {
        if (table.Rows.All(row => row.Stratum is null && row.Weight is null))
        {
            return;
        }

        var items = table.Rows
            .Where(row => !unknown.Contains(row.Comment))
            .DistinctBy(row => row.Comment)
            .Select(row => new SampleItem(row.Comment, row.Stratum, row.Weight))
            .ToList();
        if (items.Count == 0 || await IsKnownAsync(docket, items, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var sample = new Sample(await FreeNameAsync(table, cancellationToken).ConfigureAwait(false), docket, "given", null, null, time.GetUtcNow());
        await store.Samples.CreateAsync(sample, items, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether a sample of the docket says the same of these comments: it was drawn here, or its file was read before.</summary>
    private async Task<bool> IsKnownAsync(DocketId docket, List<SampleItem> items, CancellationToken cancellationToken)
    {
        // A weight written to a file and read back may differ in its last digits.
        static (CommentId Comment, string? Stratum, double? Weight) Rounded(SampleItem item) =>
            (item.Comment, item.Stratum, item.Weight is { } weight ? Math.Round(weight, 6) : null);
        foreach (var sample in await store.Samples.ListAsync(docket, cancellationToken).ConfigureAwait(false))
        {
            var stored = (await store.Samples.ItemsAsync(sample.Id, cancellationToken).ConfigureAwait(false)).Select(Rounded).ToHashSet();
            if (items.TrueForAll(item => stored.Contains(Rounded(item))))
            {
                return true;
            }
        }

        return false;
    }

    private async Task<string> FreeNameAsync(LabelTable table, CancellationToken cancellationToken)
    {
        var stem = Path.GetFileNameWithoutExtension(table.Source);
        var name = stem;
        for (var n = 2; await store.Samples.FindAsync(name, cancellationToken).ConfigureAwait(false) is not null; n++)
        {
            name = $"{stem}-{n}";
        }

        return name;
    }

    /// <summary>The labels that any codebook allows for a dimension, or null where no codebook has it.</summary>
    private HashSet<string>? KnownLabels(string dimension)
    {
        var labels = prompts?.All()
            .Select(prompt => prompt.Codebook.Find(dimension))
            .OfType<Dimension>()
            .SelectMany(found => found.Labels.Select(label => label.Name))
            .ToHashSet();
        return labels is { Count: > 0 } ? labels : null;
    }
}
