using System.CommandLine;
using System.Globalization;
using CommentClassifier.Labels;
using CommentClassifier.Reports;

namespace CommentClassifier.Host.Commands;

/// <summary>The options that <c>agreement</c> and <c>compare</c> share.</summary>
internal sealed class MeasureInputs(int defaultResamples)
{
    private readonly Option<string?> dimension = new("--dimension") { HelpName = "name", Description = "Only this dimension. Default: every one that both sides have." };
    private readonly Option<int?> resamples = new("--resamples") { HelpName = "n", Description = $"Bootstrap resamples and permutations. Default: {defaultResamples}." };
    private readonly Option<long> seed = new("--seed") { HelpName = "s", Description = "The same seed gives the same figures. Default: 1.", DefaultValueFactory = _ => 1 };
    private readonly Option<string?> reference = new("--reference") { HelpName = "rule", Description = "adjudicated, majority, or a coder's name. Default: the adjudicated label, else the sole coder's, else the strict majority's." };
    private readonly Option<string?> ordinal = new("--ordinal") { HelpName = "a,b,c", Description = "The labels of an ordered scale, lowest first: adds weighted kappas. Default: what the codebook says." };
    private readonly Option<string?> sample = new("--sample") { HelpName = "id", Description = "Only the comments of this sample. Default: every coded comment." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { dimension, resamples, seed, reference, ordinal, sample })
        {
            command.Options.Add(option);
        }
    }

    public MeasureOptions Read(ParseResult parsed, string? populations = null)
    {
        if (parsed.GetValue(resamples) is < 0 or > 1_000_000)
        {
            throw new ExpectedException("--resamples must be 0 to 1000000.", 2);
        }

        if (parsed.GetValue(seed) < 0)
        {
            throw new ExpectedException("--seed must be 0 or more.", 2);
        }

        return new MeasureOptions
        {
            Dimension = parsed.GetValue(dimension),
            Resamples = parsed.GetValue(resamples),
            Seed = (ulong)parsed.GetValue(seed),
            Reference = parsed.GetValue(reference),
            Ordinal = Scale(parsed.GetValue(ordinal)),
            Populations = Counts(populations),
            Sample = parsed.GetValue(sample),
        };
    }

    private static string[]? Scale(string? list)
    {
        var labels = list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return labels is null || labels.Length > 1 && labels.Distinct().Count() == labels.Length
            ? labels
            : throw new ExpectedException($"--ordinal {list}: write two or more different labels, lowest first, with commas between.", 2);
    }

    private static Dictionary<string, double>? Counts(string? list)
    {
        if (list is null)
        {
            return null;
        }

        var counts = new Dictionary<string, double>();
        foreach (var pair in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var split = pair.LastIndexOf('=');
            if (split <= 0 || !double.TryParse(pair[(split + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out var count)
                || !double.IsFinite(count) || count < 0 || !counts.TryAdd(pair[..split], count))
            {
                throw new ExpectedException($"--populations {pair}: write label=count once a label, with commas between, such as support=1200,oppose=8800.", 2);
            }
        }

        return counts.Values.Sum() > 0 ? counts : throw new ExpectedException("--populations: the counts add up to nothing; give how many comments of the docket carry each machine label.", 2);
    }

    /// <summary>A file of labels under a name: <c>name=file</c>, or the file's own name.</summary>
    public static (string Name, LabelTable Table) Named(string given)
    {
        var split = given.IndexOf('=', StringComparison.Ordinal);
        return split > 0 && !File.Exists(given)
            ? (given[..split], LabelFiles.Read(given[(split + 1)..]))
            : (Path.GetFileNameWithoutExtension(given), LabelFiles.Read(given));
    }
}
