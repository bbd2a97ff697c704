using System.CommandLine;
using System.Globalization;
using CommentClassifier.Agreement.Sampling;

namespace CommentClassifier.Host.Commands;

/// <summary><c>sample plan</c>: how many comments must be coded?</summary>
internal static class SamplePlanCommand
{
    private static readonly Option<double?> Width = new("--width") { HelpName = "w", Description = "For a share: the half-width wanted of its 95 % interval, such as 0.03 for plus or minus 3 points." };
    private static readonly Option<double> Share = new("--share") { HelpName = "p", Description = "The share expected (of agreement, or of a label). Default: 0.5, the most demanding.", DefaultValueFactory = _ => 0.5 };
    private static readonly Option<string?> Paired = new("--paired") { HelpName = "a,b", Description = "For a difference between two prompts: the share of comments that only one gets right and that only the other does, such as 0.10,0.05 (compare prints them)." };
    private static readonly Option<double> Power = new("--power") { HelpName = "p", Description = "The chance wanted of seeing that difference. Default: 0.8.", DefaultValueFactory = _ => 0.8 };
    private static readonly Option<string?> Kappa = new("--kappa") { HelpName = "k1,k0", Description = "To show a kappa of k1 rather than k0 (two labels, --share of the first), such as 0.8,0.6." };

    public static Command Create()
    {
        var command = new Command("plan", "Says how many comments must be coded for a wanted interval, a difference between two prompts, or a wanted kappa.\n\nExamples:\n  comment-classifier sample plan --width 0.03 --share 0.85\n  comment-classifier sample plan --paired 0.10,0.05 --power 0.9\n  comment-classifier sample plan --kappa 0.8,0.6 --share 0.3") { Width, Share, Paired, Power, Kappa };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var session = Session.From(parsed);
        var (share, power) = (parsed.GetValue(Share), parsed.GetValue(Power));
        if (share is < 0 or > 1 || power is <= 0 or >= 1)
        {
            throw new ExpectedException("--share lies from 0 to 1 and --power between 0 and 1.", 2);
        }

        var given = new[] { parsed.GetValue(Width) is not null, parsed.GetValue(Paired) is not null, parsed.GetValue(Kappa) is not null };
        if (given.Count(g => g) != 1)
        {
            throw new ExpectedException("Give one of --width, --paired and --kappa. See: comment-classifier sample plan --help", 2);
        }

        var (size, question, method) = Answer(parsed, share, power);
        if (size is null)
        {
            throw new ExpectedException($"No number of comments can settle this: {question}.", 2);
        }

        if (session.Json)
        {
            session.WriteJson(new { size, question, method });
        }
        else
        {
            session.Output.WriteLine($"Code {Tables.Count(size.Value)} comments: {question} ({method}).");
            session.Output.WriteLine("Identical texts tell less than different ones; where a form letter fills the docket, count its copies as one comment.");
        }

        return 0;
    }

    private static (int? Size, string Question, string Method) Answer(ParseResult parsed, double share, double power)
    {
        if (parsed.GetValue(Width) is { } width)
        {
            return (SampleSize.ForShare(share, width).N, $"a share of {Percent(share)} is then known to plus or minus {Points(width)} points", "95 % Wilson interval");
        }

        if (parsed.GetValue(Paired) is { } paired)
        {
            var (a, b) = Two(paired, "--paired", "0.10,0.05");
            return (a + b > 1 ? null : SampleSize.ForMcNemar(a, b, power: power), $"if {Percent(a)} are right with one prompt only and {Percent(b)} with the other only, the difference shows with a chance of {Percent(power)}", "McNemar, 5 % two-sided, Connor 1987");
        }

        var (wanted, floor) = Two(parsed.GetValue(Kappa)!, "--kappa", "0.8,0.6");
        return (SampleSize.ForKappa(share, share, wanted, floor, power: power), $"a kappa of {floor.ToString(CultureInfo.InvariantCulture)} can be ruled out with a chance of {Percent(power)} if it is {wanted.ToString(CultureInfo.InvariantCulture)}", "5 % one-sided, two labels, Cantor 1996");
    }

    private static (double First, double Second) Two(string given, string option, string example)
    {
        var parts = given.Split(',');
        return parts.Length == 2 && Parse(parts[0]) is { } first && Parse(parts[1]) is { } second
            ? (first, second)
            : throw new ExpectedException($"{option} {given}: write two numbers from 0 to 1 with a comma between, such as {example}.", 2);

        static double? Parse(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1 ? value : null;
    }

    private static string Percent(double share) => $"{(share * 100).ToString("0.##", CultureInfo.InvariantCulture)} %";

    private static string Points(double width) => (width * 100).ToString("0.##", CultureInfo.InvariantCulture);
}
