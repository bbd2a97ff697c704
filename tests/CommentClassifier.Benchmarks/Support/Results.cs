using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace CommentClassifier.Benchmarks.Support;

/// <summary>The table: printed as it grows, written to <c>artifacts/benchmarks/results.md</c>.</summary>
internal sealed class Results(Arguments arguments)
{
    private readonly StringBuilder table = new();
    private int missed;

    public void Note(string line)
    {
        Console.Error.WriteLine(line);
    }

    public void Row(string what, string figure, string target, bool? met, string detail = "")
    {
        var verdict = met switch { true => "met", false => "**missed**", _ => "" };
        missed += met == false ? 1 : 0;
        var row = $"| {what} | {figure} | {target} | {verdict} | {detail} |";
        table.AppendLine(row);
        Console.WriteLine(row);
        File.WriteAllText(Path.Combine(Places.Work, "results.md"), Text());
    }

    public void Skip(string what, string why) => Row(what, "not measured", "", null, why.ReplaceLineEndings(" "));

    public async Task<int> FinishAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(Places.Work, "results.md"), Text());
        Console.WriteLine($"{(missed == 0 ? "no target missed" : $"{missed} targets missed")}; {Path.Combine(Places.Work, "results.md")}");
        return 0;
    }

    public static string F(double value, string format = "0.00") => value.ToString(format, CultureInfo.InvariantCulture);

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private string Text()
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"`{arguments.All}`, {TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, load {Load()}\n\n");
        return head + "| what | figure | target | | detail |\n|---|---|---|---|---|\n" + table;
    }

    private static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(2)) : "unknown";
}
