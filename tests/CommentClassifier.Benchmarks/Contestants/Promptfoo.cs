using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CommentClassifier.Benchmarks.Support;
using CommentClassifier.Labels;
using CommentClassifier.Prompts;

namespace CommentClassifier.Benchmarks.Contestants;

/// <summary>
/// promptfoo from npm, in the version that <c>promptfoo/package.json</c> beside this project names. Without a lock file: what it leaves open
/// changes by the day, and a lock that no longer fits installs nothing.
/// </summary>
internal static class Promptfoo
{
    private static readonly string Folder = Path.Combine(Places.Root, "artifacts", "promptfoo");

    private static string Main => Path.Combine(Folder, "node_modules", "promptfoo", "dist", "src", "main.js");

    // It asks home for updates and reports use otherwise; both are off, and its settings and cache stay in artifacts.
    private static readonly Dictionary<string, string> Environment = new()
    {
        ["PROMPTFOO_DISABLE_TELEMETRY"] = "1",
        ["PROMPTFOO_DISABLE_UPDATE"] = "1",
        ["PROMPTFOO_DISABLE_REMOTE_GENERATION"] = "1",
        ["PROMPTFOO_SELF_HOSTED"] = "1",
        ["PROMPTFOO_CONFIG_DIR"] = Path.Combine(Folder, "home"),
        ["OPENAI_API_KEY"] = "none",
    };

    /// <summary>Installs it if it is not there; false when the registry does not serve it.</summary>
    public static async Task<bool> InstallAsync()
    {
        if (File.Exists(Main))
        {
            return true;
        }

        Directory.CreateDirectory(Folder);
        File.Copy(Path.Combine(Places.Root, "tests", "CommentClassifier.Benchmarks", "promptfoo", "package.json"), Path.Combine(Folder, "package.json"), overwrite: true);
        try
        {
            await Child.RunAsync("npm", ["install", "--no-package-lock", "--omit=dev", "--omit=optional", "--no-audit", "--no-fund", "--ignore-scripts"], Folder, limit: TimeSpan.FromMinutes(5));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }

        return File.Exists(Main);
    }

    /// <summary>Evaluates the texts once; the number answered is read from its own output file.</summary>
    public static async Task<(Ran Ran, int Answered)> RunAsync(IReadOnlyList<string> texts, RenderedPrompt rendered, string url, int inFlight)
    {
        var work = Places.Fresh("promptfoo");
        var chat = """[{"role":"system","content":""" + JsonSerializer.Serialize(rendered.SystemText) + """},{"role":"user","content":{{ message | dump }}}]""";
        await File.WriteAllTextAsync(Path.Combine(work, "prompt.json"), chat);
        var tests = new JsonArray([.. texts.Select(text => new JsonObject { ["vars"] = new JsonObject { ["message"] = UserMessage.Build([new AskedItem("a1b2c3", text)]) } })]);
        await File.WriteAllTextAsync(Path.Combine(work, "tests.json"), tests.ToJsonString());
        var config = new JsonObject
        {
            ["prompts"] = new JsonArray("file://prompt.json"),
            ["providers"] = new JsonArray(new JsonObject
            {
                ["id"] = "openai:chat:bench-model",
                ["config"] = new JsonObject
                {
                    ["apiBaseUrl"] = url,
                    ["temperature"] = 0,
                    ["max_tokens"] = 1000,
                    ["response_format"] = new JsonObject
                    {
                        ["type"] = "json_schema",
                        ["json_schema"] = new JsonObject { ["name"] = rendered.SchemaName, ["strict"] = true, ["schema"] = JsonNode.Parse(rendered.Schema) },
                    },
                },
            }),
            ["tests"] = "file://tests.json",
        };
        await File.WriteAllTextAsync(Path.Combine(work, "promptfooconfig.json"), config.ToJsonString());
        var ran = await Child.RunAsync(
            "node",
            [Main, "eval", "-c", "promptfooconfig.json", "-j", inFlight.ToString(CultureInfo.InvariantCulture), "--no-cache", "--no-table", "--no-progress-bar", "--no-write", "-o", "out.json"],
            work, Environment, TimeSpan.FromMinutes(8));
        var output = Path.Combine(work, "out.json");
        if (!File.Exists(output))
        {
            throw new InvalidOperationException($"promptfoo ended with {ran.ExitCode}: {string.Join(' ', (ran.Errors + ran.Output).Trim().Split('\n').TakeLast(3))}");
        }

        await using var stream = File.OpenRead(output);
        using var document = await JsonDocument.ParseAsync(stream);
        return (ran, document.RootElement.GetProperty("results").GetProperty("stats").GetProperty("successes").GetInt32());
    }
}
