using System.Globalization;
using CommentClassifier.Deduplication;
using CommentClassifier.Dockets;
using CommentClassifier.Ledger;
using CommentClassifier.Storage;

namespace CommentClassifier.Runs;

/// <summary>Finds the campaigns of a docket (form letters and their variants) and notes them beside the texts. Reported, never merged.</summary>
internal static class CampaignIndexer
{
    /// <summary>Looks through every distinct text of the docket; returns how many campaigns of two different texts or more there are.</summary>
    public static async Task<long> IndexAsync(Store store, DocketId docket, CancellationToken cancellationToken)
    {
        var finder = new CampaignFinder();
        await foreach (var text in store.Dockets.TextsAsync(docket, cancellationToken).ConfigureAwait(false))
        {
            finder.Add(text.Id.Value.ToString("D19", CultureInfo.InvariantCulture), text.Text);
        }

        var families = finder.Families();
        await store.Dockets.SaveFamiliesAsync(docket, Pairs(families).ToAsyncEnumerable(), cancellationToken).ConfigureAwait(false);
        return families.Count;
    }

    private static IEnumerable<(TextId Text, long Family)> Pairs(IReadOnlyList<Family> families) =>
        from family in families
        from key in family.Keys
        select (new TextId(Number(key)), Number(family.Representative));

    private static long Number(string key) => long.Parse(key, CultureInfo.InvariantCulture);
}
