using CommentClassifier.Labels;
using CommentClassifier.Reports;

namespace CommentClassifier.Tests.Reports;

public sealed class HumanSideTests
{
    [Theory]
    [InlineData("draft:gpt", true)]
    [InlineData("Draft", true)]
    [InlineData("ann", false)]
    public void Drafts_that_nobody_reviewed_are_never_called_human_labels(string coder, bool drafts)
    {
        using var file = new StringReader($"comment_id,coder,stance\nC-1,{coder},oppose\nC-2,{coder},support\n");
        using var machine = new StringReader("comment_id,stance\nC-1,oppose\nC-2,support\n");
        var data = AgreementSources.OfFiles(LabelTableReader.Read(file, "human.csv"), LabelTableReader.Read(machine, "machine.csv"), new MeasureOptions());
        Assert.Equal(drafts, data.Measure().Dimensions[0].Warnings.Any(warning => warning.Contains("drafts that were not reviewed", StringComparison.Ordinal)));
    }
}
