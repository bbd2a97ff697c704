using CommentClassifier.Labels;

namespace CommentClassifier.Tests.Labels;

public sealed class LabelTableReaderTests
{
    private static LabelTable Read(string text) => LabelTableReader.Read(new StringReader(text), "t.csv");

    [Fact]
    public void Columns_of_an_export_that_are_no_dimension_are_told_apart()
    {
        var table = Read("commentId,state,stance,stance_confidence,stance_quote,run,promptHash,model,at,text\nC-1,labelled,yes,0.75,\"so, yes\",r-1,h,m,now,hello\n");
        Assert.Equal(["stance"], table.Dimensions);
        var row = Assert.Single(table.Rows);
        Assert.Equal([0.75], row.Confidences!);
        Assert.Equal(("labelled", "hello"), (row.State, row.Text));
    }

    [Fact]
    public void A_column_that_only_looks_like_a_confidence_is_a_dimension() =>
        Assert.Equal(["market_confidence"], Read("comment_id,market_confidence\nC-1,high\n").Dimensions);

    [Fact]
    public void A_short_row_has_blank_labels() =>
        Assert.Equal([null, null], Read("comment_id,a,b\nC-1\n").Rows[0].Labels);
}
