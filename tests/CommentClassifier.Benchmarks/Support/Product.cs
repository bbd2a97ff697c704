using System.Runtime.InteropServices;
using System.Text.Json;

namespace CommentClassifier.Benchmarks.Support;

/// <summary>The product, started as a user starts it.</summary>
internal static class Product
{
    /// <summary>Publishes the product as the README says; what has not changed is not compiled again.</summary>
    public static async Task PublishAsync()
    {
        var ran = await Child.RunAsync(
            "dotnet",
            ["publish", "src/CommentClassifier.Host", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", Path.GetDirectoryName(Places.Product)!, "-v", "quiet"],
            Places.Root, limit: TimeSpan.FromMinutes(20));
        if (ran.ExitCode != 0)
        {
            throw new InvalidOperationException("The product does not build: " + ran.Output);
        }
    }

    public static async Task<JsonElement> JsonAsync(string folder, params string[] arguments) => Parse(await RunAsync(folder, arguments));

    public static async Task<Ran> RunAsync(string folder, string[] arguments, TimeSpan? limit = null, bool mayFail = false)
    {
        var ran = await Child.RunAsync(Places.Product, [.. arguments, "--json", "--quiet", "--prompts", Places.Prompts], folder, limit: limit);
        return ran.ExitCode == 0 || mayFail
            ? ran
            : throw new InvalidOperationException($"comment-classifier {string.Join(' ', arguments.Take(2))} ended with {ran.ExitCode}: {ran.Errors.Trim().Split('\n')[^1]}");
    }

    public static JsonElement Parse(Ran ran) => ran.Output.Length > 0
        ? JsonDocument.Parse(ran.Output).RootElement
        : throw new InvalidOperationException($"comment-classifier ended with {ran.ExitCode} and no document: {ran.Errors.Trim()}");

    /// <summary>The arguments of <c>run</c> on the docket BENCH.</summary>
    public static string[] Run(string prompt, string url, params string[] more) =>
        ["run", "--docket", "BENCH", "--prompt", prompt, "--model", "bench-model", "--endpoint", url, "--no-cache",
            .. prompt.StartsWith("proposed-rule", StringComparison.Ordinal) ? new[] { "--var", "rule=A rule" } : [], .. more];

    /// <summary>A store with the texts imported.</summary>
    public static async Task<string> StoreAsync(Texts texts, string name)
    {
        var folder = Places.Fresh(name);
        var file = texts.WriteDocket(folder);
        var done = await JsonAsync(folder, "import", file, "--docket", "BENCH", "--format", "csv", "--id-column", "id", "--text-column", "text", "--db", "clean.db");
        return done.GetProperty("imported").GetInt64() == texts.Items.Count ? folder : throw new InvalidOperationException("Not every text was imported: " + done);
    }

    /// <summary>A copy of the clean store, so that every run starts alike.</summary>
    public static string Copy(string folder)
    {
        foreach (var old in Directory.GetFiles(folder, "run.db*"))
        {
            File.Delete(old);
        }

        File.Copy(Path.Combine(folder, "clean.db"), Path.Combine(folder, "run.db"));
        return "run.db";
    }
}
