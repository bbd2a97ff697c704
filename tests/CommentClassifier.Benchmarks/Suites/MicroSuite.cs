using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using CommentClassifier.Agreement.Resampling;
using CommentClassifier.Benchmarks.Support;
using CommentClassifier.Deduplication;
using CommentClassifier.Dockets;
using CommentClassifier.Host.Simulator;
using CommentClassifier.Labels;
using CommentClassifier.Prompts;

namespace CommentClassifier.Benchmarks.Suites;

/// <summary>The pieces that every comment goes through, one by one; short jobs.</summary>
internal static class MicroSuite
{
    public static int Run(string[] args)
    {
        var config = DefaultConfig.Instance
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .WithArtifactsPath(Path.Combine(Places.Work, "micro"))
            .WithOptions(ConfigOptions.DisableOptimizationsValidator);
        BenchmarkSwitcher.FromTypes([typeof(Pieces)]).Run(args.Length == 0 ? ["--filter", "*"] : args, config);
        return 0;
    }
}

/// <summary>One comment's way, in pieces.</summary>
[MemoryDiagnoser]
public class Pieces
{
    private static readonly PromptVersion Prompt = PromptCatalogue.Load(Places.Prompts).Get("ai-copyright@v2");
    private readonly string text = new SyntheticText(new Dice(5)).Own().Text;
    private readonly string html;
    private readonly CueLabeller cues = new(Prompt);
    private readonly ReplyValidator validator = new(Prompt.Codebook, Prompt.Shape);
    private readonly AskedItem[] asked;
    private readonly string reply;
    private readonly double[] cells = [.. Enumerable.Range(0, 25).Select(i => i % 6 == 0 ? 3000.0 : 250)];

    /// <summary>Sets the texts up.</summary>
    public Pieces()
    {
        html = text.Replace(". ", ".<br/>&nbsp;", StringComparison.Ordinal);
        asked = [.. Enumerable.Range(0, 20).Select(i => new AskedItem($"k{i:00}xyz", text))];
        reply = ReplyWriter.Write(Prompt.Codebook, Prompt.Shape, [.. asked.Select(a => (a, cues.Label(a.Text)))]);
    }

    /// <summary>Tokens of one comment.</summary>
    [Benchmark]
    public int Tokenise() => TokenCounter.Count(text);

    /// <summary>HTML to text.</summary>
    [Benchmark]
    public string Normalise() => CommentText.Normalise(html);

    /// <summary>The fingerprint of identical texts.</summary>
    [Benchmark]
    public string Fingerprint() => TextFingerprint.Of(text);

    /// <summary>A whole reply of twenty, eight dimensions with quotes; the figure is for one item.</summary>
    [Benchmark(OperationsPerInvoke = 20)]
    public object Validate() => validator.Check(reply, "stop", asked);

    /// <summary>The offline labels.</summary>
    [Benchmark]
    public object Cues() => cues.Label(text);

    /// <summary>10,000 resamples of a table of 5 by 5 with one figure.</summary>
    [Benchmark]
    public object Bootstrap10000() => Bootstrap.Run(ResamplingUnits.FromCells(cells), 1, 10_000, 1, static (counts, figures) => figures[0] = counts[0]);
}
