using Microsoft.ML;
using Microsoft.ML.Trainers;
using Microsoft.ML.Transforms.Text;

namespace CommentClassifier.Runs;

/// <summary>
/// Multinomial logistic regression on words and pairs of words (tf-idf, unit length, L2 penalty 1), labels weighted inversely to how
/// often they occur, by Microsoft.ML on one thread: the same texts and seed give the same labels.
/// </summary>
internal static class BagOfWords
{
    /// <summary>What the settings are, as they stand in a run's record; a change of them is another run.</summary>
    public const string Parameters = """{"folds":"families of near-duplicates","features":"word 1-2-grams, tf-idf, unit length","trainer":"multinomial logistic regression, l2 1, balanced","library":"Microsoft.ML"}""";

    /// <summary>Learns from labelled texts and labels others; a label and its estimated probability for each.</summary>
    public static IReadOnlyList<(string Label, double Probability)> Label(
        IReadOnlyList<(string Text, string Label)> learn, IReadOnlyList<string> texts, int seed)
    {
        var counts = learn.CountBy(item => item.Label).ToDictionary();
        if (counts.Count < 2)
        {
            // Nothing to tell apart: all there is to know is the one label.
            return [.. texts.Select(_ => (learn[0].Label, 1.0))];
        }

        var context = new MLContext(seed);
        var training = context.Data.LoadFromEnumerable(learn.Select(item => new Input
        {
            Text = item.Text,
            Label = item.Label,
            Weight = learn.Count / (float)(counts.Count * counts[item.Label]),
        }));
        var features = new TextFeaturizingEstimator.Options
        {
            CaseMode = TextNormalizingEstimator.CaseMode.Lower,
            KeepPunctuations = false,
            CharFeatureExtractor = null,
            WordFeatureExtractor = new WordBagEstimator.Options { NgramLength = 2, UseAllLengths = true, Weighting = NgramExtractingEstimator.WeightingCriteria.TfIdf },
        };
        var pipeline = context.Transforms.Conversion.MapValueToKey("Key", nameof(Input.Label))
            .Append(context.Transforms.Text.FeaturizeText("Features", features, nameof(Input.Text)))
            .Append(context.MulticlassClassification.Trainers.LbfgsMaximumEntropy(new LbfgsMaximumEntropyMulticlassTrainer.Options
            {
                LabelColumnName = "Key",
                FeatureColumnName = "Features",
                ExampleWeightColumnName = nameof(Input.Weight),
                L1Regularization = 0,
                L2Regularization = 1,
                NumberOfThreads = 1,
            }))
            .Append(context.Transforms.Conversion.MapKeyToValue(nameof(Output.Predicted), "PredictedLabel"));
        var model = pipeline.Fit(training);
        var asked = context.Data.LoadFromEnumerable(texts.Select(text => new Input { Text = text }));
        return [.. context.Data.CreateEnumerable<Output>(model.Transform(asked), reuseRowObject: false).Select(o => (o.Predicted, (double)Math.Clamp(o.Score.Max(), 0f, 1f)))];
    }

    private sealed class Input
    {
        public string Text { get; set; } = "";

        public string Label { get; set; } = "";

        public float Weight { get; set; } = 1;
    }

    private sealed class Output
    {
        public string Predicted { get; set; } = "";

        public float[] Score { get; set; } = [];
    }
}
