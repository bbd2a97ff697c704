using CommentClassifier.Runs;

namespace CommentClassifier.Host.Commands;

/// <summary>What a run's control found, for people.</summary>
internal static class ControlTable
{
    private const int DifferencesShown = 20;

    public static void Show(Session session, ControlReport control)
    {
        var table = Tables.Of("asked again alone", "#texts", "#labels", "#the same", "#share");
        Row(table, "random share", Tables.Count(control.Texts), control.Agreement);
        foreach (var place in control.ByPosition)
        {
            Row(table, $"  place {place.Position} in its request", "", place.Agreement);
        }

        if (control.NeighbourTexts > 0)
        {
            Row(table, "neighbours of suspicious texts", Tables.Count(control.NeighbourTexts), control.NeighbourAgreement);
        }

        session.Table.Write(table);
        foreach (var difference in control.Differences.Take(DifferencesShown))
        {
            session.Output.WriteLine($"  {difference.CommentId} {difference.Dimension}: {difference.Batched} in company, {difference.Single} alone");
        }

        if (control.Differences.Count > DifferencesShown)
        {
            session.Output.WriteLine($"  ... and {control.Differences.Count - DifferencesShown} more; --json lists all.");
        }
    }

    private static void Row(Spectre.Console.Table table, string what, string texts, ControlAgreement agreement) =>
        table.Row(what, texts, Tables.Count(agreement.Labels), Tables.Count(agreement.Same), Tables.Figure(agreement.Share));
}
