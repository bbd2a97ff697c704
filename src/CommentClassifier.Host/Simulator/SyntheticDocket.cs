using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace CommentClassifier.Host.Simulator;

/// <summary>What a synthetic docket holds.</summary>
/// <param name="Comments">Submissions of every kind.</param>
/// <param name="FormLetters">Of these, copies and variants of form letters.</param>
/// <param name="Campaigns">How many form letters went round.</param>
/// <param name="Withdrawn">Withdrawn.</param>
/// <param name="AttachmentOnly">With nothing to read but a pointer to a file.</param>
/// <param name="Coded">Rows of the truth: every comment that can be read.</param>
public sealed record SyntheticTally(long Comments, long FormLetters, int Campaigns, long Withdrawn, long AttachmentOnly, long Coded);

/// <summary>
/// Writes a docket of any size in the columns of the bulk download, and beside it what is true of it. The same size and seed give the same
/// bytes. Memory does not grow with the size.
/// </summary>
public static class SyntheticDocket
{
    private const double WithdrawnShare = 0.01;
    private const double AttachmentShare = 0.05;
    private const double LetterShare = 0.35;
    private const int MostCampaigns = 200;
    private const string Notice = "A proposed rule on local reporting: notice of proposed rulemaking";

    private const string Header =
        "Document ID,Agency ID,Docket ID,Tracking Number,Document Type,Posted Date,Is Withdrawn?,Federal Register Number,FR Citation,Title,Comment Start Date,Comment Due Date,Allow Late Comments,Comment on Document ID,Effective Date,Implementation Date,Postmark Date,Received Date,Author Date,Related RIN(s),Authors,CFR,Abstract,Legacy ID,Media,Document Subtype,Exhibit Location,Exhibit Type,Additional Field 1,Additional Field 2,Topics,Duplicate Comments,OMB/PRA Approval Number,Page Count,Page Length,Paper Width,Special Instructions,Source Citation,Start End Page,Subject,First Name,Last Name,City,State/Province,Zip/Postal Code,Country,Organization Name,Submitter Representative,Representative's Address,\"Representative's City, State & Zip\",Government Agency,Government Agency Type,Comment,Category,Restrict Reason Type,Restrict Reason,Reason Withdrawn,Content Files,Attachment Files,\"Display Properties (Name, Label, Tooltip)\"";

    private static readonly DateTimeOffset FirstDay = new(2026, 3, 2, 5, 0, 0, TimeSpan.Zero);

    /// <summary>Writes <paramref name="size"/> submissions to <paramref name="file"/> (gzip when its name ends in <c>.gz</c>) and the truth to <c>file.truth.csv</c>.</summary>
    public static async Task<SyntheticTally> WriteAsync(string file, long size, long seed, string docket, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        var rows = Open(file);
        await using (rows.ConfigureAwait(false))
        {
            var truth = Open(TruthFile(file));
            await using (truth.ConfigureAwait(false))
            {
                return Write(rows, truth, size, seed, docket, progress, cancellationToken);
            }
        }
    }

    /// <summary>Where the truth goes.</summary>
    public static string TruthFile(string file) => file + ".truth.csv";

    private static SyntheticTally Write(TextWriter rows, TextWriter truth, long size, long seed, string docket, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var dice = new Dice(StableHash.Finish((ulong)seed));
        var texts = new SyntheticText(dice);
        var letters = Enumerable.Range(0, (int)Math.Clamp(size / 500, 2, MostCampaigns)).Select(_ => texts.Letter()).ToArray();
        long form = 0, withdrawn = 0, attached = 0, coded = 0;
        rows.Write(Header + "\n");
        rows.Write(string.Create(CultureInfo.InvariantCulture, $"{docket}-0001,{Agency(docket)},{docket},,Notice,{FirstDay:yyyy-MM-dd'T'HH:mm'Z'},false,,,{Notice}{new string(',', 50)}\n"));
        truth.Write("comment_id,coder,stance,sentiment\n");
        for (long i = 0; i < size; i++)
        {
            if (i % 1_000 == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                progress?.Report(i);
            }

            var id = string.Create(CultureInfo.InvariantCulture, $"{docket}-{i + 2:0000}");
            var kind = dice.Next();
            var posted = FirstDay.AddMinutes(i * 86_400.0 / Math.Max(size, 1));
            if (kind < WithdrawnShare)
            {
                withdrawn++;
                WriteRow(rows, docket, id, posted, "", "Withdrawn at the request of the submitter", "");
            }
            else if (kind < WithdrawnShare + AttachmentShare)
            {
                attached++;
                WriteRow(rows, docket, id, posted, "See attached file(s)", "", $"https://downloads.example.invalid/{id}/attachment_1.pdf");
            }
            else
            {
                var isLetter = kind < WithdrawnShare + AttachmentShare + LetterShare;
                var comment = isLetter ? texts.CopyOf(letters[Campaign(dice, letters.Length)]) : texts.Own();
                form += isLetter ? 1 : 0;
                coded++;
                WriteRow(rows, docket, id, posted, comment.Text, "", "");
                truth.Write(id);
                truth.Write(",truth,");
                truth.Write(SyntheticText.Stances[comment.Stance]);
                truth.Write(',');
                truth.Write(SyntheticText.Sentiments[comment.Sentiment]);
                truth.Write('\n');
            }
        }

        return new SyntheticTally(size, form, letters.Length, withdrawn, attached, coded);
    }

    // A few campaigns are large and most are small, as in real dockets.
    private static int Campaign(Dice dice, int count) => (int)(Math.Pow(dice.Next(), 3) * count);

    private static void WriteRow(TextWriter rows, string docket, string id, DateTimeOffset posted, string text, string withdrawn, string attachment)
    {
        rows.Write(id);
        rows.Write(',');
        rows.Write(Agency(docket));
        rows.Write(',');
        rows.Write(docket);
        rows.Write(",sim-");
        rows.Write(id.AsSpan(docket.Length + 1));
        rows.Write(",Public Submission,");
        Span<char> date = stackalloc char[24];
        posted.TryFormat(date, out var written, "yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
        rows.Write(date[..written]);
        rows.Write(withdrawn.Length > 0 ? ",true,,,Comment on " : ",false,,,Comment on ");
        rows.Write(docket);
        rows.Write("-0001,,,false,");
        rows.Write(docket);
        rows.Write("-0001,,,,,,,,,,,,Public Comment,,,,,,,,1,,,,,,,,,,,,United States,,,,,,,");
        Quoted(rows, text);
        rows.Write(",,,,");
        rows.Write(withdrawn);
        rows.Write(",,");
        rows.Write(attachment);
        rows.Write(",\n");
    }

    private static void Quoted(TextWriter rows, string text)
    {
        var quote = text.AsSpan().IndexOfAny(",\"\n") >= 0;
        rows.Write(quote ? "\"" : "");
        rows.Write(text.Contains('"', StringComparison.Ordinal) ? text.Replace("\"", "\"\"", StringComparison.Ordinal) : text);
        rows.Write(quote ? "\"" : "");
    }

    private static string Agency(string docket) => docket.IndexOf('-', StringComparison.Ordinal) is > 0 and var dash ? docket[..dash] : docket;

    private static StreamWriter Open(string file)
    {
        Stream stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.Read, 1 << 16);
        if (file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            stream = new GZipStream(stream, CompressionLevel.Fastest);
        }

        return new StreamWriter(stream, new UTF8Encoding(false), 1 << 16);
    }
}
