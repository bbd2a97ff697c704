using CommentClassifier.Agreement.Calibration;
using CommentClassifier.Agreement.Intervals;

namespace CommentClassifier.Agreement.Reporting;

/// <summary>Does the machine know when it is right? On the answered items that state a confidence.</summary>
internal static class CalibrationBuilder
{
    internal static CalibrationBlock? Build(ComparedItems items, double level)
    {
        var stated = Enumerable.Range(0, items.Gold.Length)
            .Where(i => items.Predicted[i] < items.Labels.Length && items.Given[i]?.Confidence is >= 0 and <= 1).ToArray();
        if (stated.Length == 0) return null;
        double[] confidence = [.. stated.Select(i => items.Given[i]!.Confidence!.Value)];
        bool[] correct = [.. stated.Select(i => items.Gold[i] == items.Predicted[i])];
        string?[] family = [.. stated.Select(i => items.Families[i])];
        var bins = Reliability.Of(confidence, correct, family: family, level: level);
        var brier = BrierScore.Of(confidence, correct);
        double Outcome(int i) => correct[i] ? 1 : 0;
        var method = items.Clustered ? "linearised over families" : "linearised";
        Figure Mean(Func<double, int, double> of)
        {
            var x = ClusteredMean.Of([.. confidence.Select(of)], family, level);
            return new Figure(x.Mean, x.StandardError, x.Interval.Low, x.Interval.High, method);
        }
        return new CalibrationBlock(
            stated.Length, Mean((p, i) => p - Outcome(i)), Mean((p, i) => (p - Outcome(i)) * (p - Outcome(i))),
            bins.Ece, bins.Mce, brier.Score, brier.MeanConfidence, brier.Accuracy, bins.Bins,
            CoverageCurve.Of(confidence, correct, level, family).Thinned().Points);
    }
}
