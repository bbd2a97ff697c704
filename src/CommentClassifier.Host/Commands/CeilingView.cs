using CommentClassifier.Agreement.Reporting;

namespace CommentClassifier.Host.Commands;

/// <summary>The coders among themselves, and whether the machine could stand in for one of them.</summary>
internal static class CeilingView
{
    public static void Write(Session session, CeilingBlock? ceiling, bool coders)
    {
        if (ceiling is null)
        {
            return;
        }

        session.Output.WriteLine($"Coders among themselves, {ceiling.Items} comments coded twice or more: alpha {Tables.Figure(ceiling.KrippendorffAlpha.Value, "0.00")} ({AgreementView.Interval(ceiling.KrippendorffAlpha.CiLow, ceiling.KrippendorffAlpha.CiHigh)}), mean kappa of pairs {Tables.Figure(ceiling.MeanPairwiseKappa, "0.00")}"
            + (coders ? "." : $"; the machine with each coder {Tables.Figure(ceiling.MachineMeanKappa, "0.00")}{Difference(ceiling.DifferenceFigure)}."));
        var table = Tables.Of("coder", "coder", "#comments", "#kappa");
        foreach (var pair in ceiling.Pairs)
        {
            table.Row(pair.A, pair.B, Tables.Count(pair.Items), Tables.Figure(pair.CohenKappa, "0.00"));
        }

        session.Table.Write(table);
        AltTest(session, ceiling.AltTest);
    }

    private static string Difference(Figure? difference) => difference is { CiLow: not null, CiHigh: not null }
        ? $" (difference {Tables.Figure(difference.Value, "+0.00;-0.00;0.00")}, 95 % interval {Tables.Figure(difference.CiLow, "+0.00;-0.00;0.00")} to {Tables.Figure(difference.CiHigh, "+0.00;-0.00;0.00")})"
        : "";

    private static void AltTest(Session session, IReadOnlyList<AltTestStep> steps)
    {
        if (steps.Count == 0)
        {
            return;
        }

        session.Output.WriteLine("Could the machine stand in for a coder? The alternative annotator test leaves each coder out in turn; epsilon is what the machine is allowed for being cheaper; a winning rate of 0.50 or more passes. It wants three coders or more with 30 comments each.");
        var table = Tables.Of("epsilon", "#winning rate", "#as good as a coder or better");
        foreach (var step in steps)
        {
            table.Row(Tables.Figure(step.Epsilon, "0.00"), Tables.Figure(step.WinningRate, "0.00"), AgreementView.Share(step.AdvantageProbability));
        }

        session.Table.Write(table);
    }
}
