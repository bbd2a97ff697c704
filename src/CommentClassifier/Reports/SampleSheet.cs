using System.Globalization;
using CommentClassifier.Dockets;
using CsvHelper;

namespace CommentClassifier.Reports;

/// <summary>
/// A sample as a spreadsheet to fill in: <c>comment_id, coder, &lt;dimensions&gt;, stratum, weight, text</c>. Blind, it has neither stratum
/// nor weight: they say what the machine answered, and the store keeps them.
/// </summary>
internal static class SampleSheet
{
    public static void Write(DrawnSample sample, TextWriter output, bool blind)
    {
        using var csv = new CsvWriter(output, CultureInfo.InvariantCulture, leaveOpen: true);
        foreach (var name in (string[])["comment_id", "coder", .. sample.Dimensions, .. (string[])(blind ? [] : ["stratum", "weight"]), "text"]) csv.WriteField(name);
        csv.NextRecord();
        foreach (var comment in sample.Draw.Comments)
        {
            csv.WriteField(comment.CommentId);
            csv.WriteField("");
            foreach (var _ in sample.Dimensions) csv.WriteField("");
            if (!blind)
            {
                csv.WriteField(comment.Stratum);
                csv.WriteField(comment.Weight.ToString("R", CultureInfo.InvariantCulture));
            }

            csv.WriteField(Harmless(sample.Texts.TryGetValue(new CommentId(comment.CommentId), out var text) ? text.Text : ""));
            csv.NextRecord();
        }
    }

    /// <summary>A text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection).</summary>
    private static string Harmless(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? $"'{text}" : text;
}
