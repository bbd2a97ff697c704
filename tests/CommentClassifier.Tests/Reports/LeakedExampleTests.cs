using CommentClassifier.Dockets;
using CommentClassifier.Ledger;
using CommentClassifier.Prompts;
using CommentClassifier.Reports;
using CommentClassifier.Runs;
using CommentClassifier.Storage;
using CommentClassifier.Tests.Architecture;

namespace CommentClassifier.Tests.Reports;

/// <summary>A prompt whose examples are among the coded comments flatters itself.</summary>
public sealed class LeakedExampleTests : IDisposable
{
    private static readonly DocketId Docket = new("T-1");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("comment-classifier-leak-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_comparison_refuses_it_and_agreement_says_so()
    {
        var prompts = PromptCatalogue.Load(RepositoryFolder.At("prompts"));
        var prompt = prompts.All().First(p => p.FrontMatter.Examples.Count > 0);
        await using var store = await Store.OpenAsync(Path.Combine(folder.FullName, "t.db"), TimeProvider.System, TestContext.Current.CancellationToken);
        var example = prompt.FrontMatter.Examples[0].Text.ReplaceLineEndings(" ");
        var file = Path.Combine(folder.FullName, "t.csv");
        await File.WriteAllLinesAsync(file, ["id,text", $"C-1,\"  {example.Replace("\"", "\"\"", StringComparison.Ordinal)} \"", "C-2,Another text altogether."], TestContext.Current.CancellationToken);
        await new DocketImporter(store, TimeProvider.System).ImportAsync(
            Docket, [file], new DocketReadOptions { Format = DocketFormat.Csv, IdColumn = "id", TextColumn = "text" }, cancellationToken: TestContext.Current.CancellationToken);
        var dimension = prompt.Codebook.Dimensions[0];
        var now = TimeProvider.System.GetUtcNow();
        await store.Humans.ImportAsync(
            Docket, [new(new("C-1"), "ann", dimension.Name, dimension.Labels[0].Name, now), new(new("C-2"), "ann", dimension.Name, dimension.Labels[1].Name, now)],
            TestContext.Current.CancellationToken);
        await PromptGuard.RecordUseAsync(store, prompt, TestContext.Current.CancellationToken);
        var runs = new List<RunRecord>();
        foreach (var model in new[] { "m1", "m2" })
        {
            var spec = new RunSpec
            {
                Docket = Docket,
                Prompt = prompt.Id,
                PromptHash = prompt.Hash,
                Variables = new Dictionary<string, string>(),
                Model = model,
                Endpoint = "http://127.0.0.1",
            };
            runs.Add(await store.Runs.OpenAsync(spec, RunKind.Model, ct: TestContext.Current.CancellationToken));
            await store.Runs.SelectAsync(runs[^1].Id, new RunSelection(), TestContext.Current.CancellationToken);
        }

        var options = new MeasureOptions { Resamples = 50, Dimension = dimension.Name };
        var comparison = await ComparisonSources.OfRunsAsync(store, runs, options, TestContext.Current.CancellationToken);
        var refused = Assert.Throws<ExpectedException>(comparison.Compare);
        Assert.Contains("C-1", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("C-2", refused.Message, StringComparison.Ordinal);

        var agreement = await AgreementSources.OfRunAsync(store, runs[0], options, TestContext.Current.CancellationToken);
        Assert.True(agreement.Request.TunedOnSample);
        Assert.Equal(2, agreement.Measure().Dimensions[0].Missing);
    }

    [Fact]
    public void An_unknown_reference_or_dimension_is_refused_with_what_there_is()
    {
        var human = CommentClassifier.Labels.LabelTableReader.Read(new StringReader("comment_id,coder,stance\nC-1,ann,yes\n"), "h.csv");
        Assert.Contains("ann", Assert.Throws<ExpectedException>(() => AgreementSources.OfFiles(human, null, new MeasureOptions { Reference = "eve" })).Message, StringComparison.Ordinal);
        Assert.Contains("stance", Assert.Throws<ExpectedException>(() => AgreementSources.OfFiles(human, null, new MeasureOptions { Dimension = "tone" })).Message, StringComparison.Ordinal);
    }
}
