using System.Globalization;

namespace CommentClassifier.Benchmarks.Support;

/// <summary>The command line: a verb and <c>--name value</c> pairs.</summary>
internal sealed class Arguments(string[] args)
{
    public string Verb => args.Length == 0 ? "" : args[0];

    public string All => string.Join(' ', args);

    public bool Has(string name) => args.Contains(name);

    public bool Quick => Has("--quick");

    public string Text(string name, string otherwise)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
    }

    public int Number(string name, int otherwise) => int.Parse(Text(name, otherwise.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
}
