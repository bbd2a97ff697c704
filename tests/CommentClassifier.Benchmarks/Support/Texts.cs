using System.Globalization;
using CommentClassifier.Dockets;
using CommentClassifier.Host.Simulator;
using CsvHelper;

namespace CommentClassifier.Benchmarks.Support;

/// <summary>Distinct texts, as a docket file for the product and a plain list for the others.</summary>
internal sealed record Texts(string Source, IReadOnlyList<string> Items)
{
    /// <summary>
    /// So many distinct texts of at least 40 characters: those of the Copyright Office's docket where they lie beside the working copy
    /// (again with a number behind when there are too few), else synthetic ones.
    /// </summary>
    public static Texts Take(int count, string? colc)
    {
        var real = colc is null || !File.Exists(colc) ? [] : Read(colc);
        var items = new List<string>(count);
        if (real.Count == 0)
        {
            var writer = new SyntheticText(new Dice(7));
            for (var i = 0; i < count; i++)
            {
                items.Add(string.Create(CultureInfo.InvariantCulture, $"{writer.Own().Text} My file is number {i}."));
            }

            return new Texts("synthetic texts", items);
        }

        for (var i = 0; i < count; i++)
        {
            var text = real[i % real.Count];
            items.Add(i < real.Count ? text : string.Create(CultureInfo.InvariantCulture, $"{text} ({(i / real.Count) + 1})"));
        }

        return new Texts("COLC-2023-0006", items);
    }

    public static string? Colc(Arguments arguments)
    {
        var given = arguments.Text("--colc", "");
        return given.Length > 0
            ? given
            : new[] { "../shared/data", "../../shared/data" }.Select(f => Path.GetFullPath(Path.Combine(Places.Root, f, "colc-2023-0006.csv.gz"))).FirstOrDefault(File.Exists);
    }

    public string WriteDocket(string folder)
    {
        var file = Path.Combine(folder, "docket.csv");
        using var csv = new CsvWriter(new StreamWriter(file), CultureInfo.InvariantCulture);
        csv.WriteField("id");
        csv.WriteField("text");
        csv.NextRecord();
        for (var i = 0; i < Items.Count; i++)
        {
            csv.WriteField(string.Create(CultureInfo.InvariantCulture, $"BENCH-{i:000000}"));
            csv.WriteField(Items[i]);
            csv.NextRecord();
        }

        return file;
    }

    private static List<string> Read(string file)
    {
        using var stream = new System.IO.Compression.GZipStream(File.OpenRead(file), System.IO.Compression.CompressionMode.Decompress);
        using var csv = new CsvReader(new StreamReader(stream), CultureInfo.InvariantCulture);
        var seen = new HashSet<string>();
        var texts = new List<string>();
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            var text = CommentText.Normalise(csv.GetField("Comment"));
            if (text.Length is >= 40 and <= 20_000 && seen.Add(string.Join(' ', text.ToLowerInvariant().Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))))
            {
                texts.Add(text);
            }
        }

        return texts;
    }
}
