namespace CommentClassifier.Host.Tests.Commands;

/// <summary>Bad input gets one clear line that names the place and the remedy, and the right exit code.</summary>
public sealed class ErrorTests : IDisposable
{
    private readonly Cli cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task An_unknown_docket_is_named_with_the_command_that_imports_it() =>
        AssertOneLine(await cli.RunAsync("run", "--docket", "NO-1", "--prompt", "ai-copyright@v1", "--model", "offline-keywords"), 1, "NO-1", "comment-classifier import");

    [Fact]
    public async Task A_missing_file_is_named() =>
        AssertOneLine(await cli.RunAsync("import", "nowhere.csv", "--docket", "X-1"), 1, "nowhere.csv");

    [Fact]
    public async Task A_file_that_is_no_docket_is_refused()
    {
        var file = cli.Write("page.csv", "<!DOCTYPE html><html><body>Sign in</body></html>");
        AssertOneLine(await cli.RunAsync("import", file, "--docket", "X-1"), 1, "page.csv");
    }

    [Fact]
    public async Task Settings_that_are_not_json_are_named_with_the_line()
    {
        cli.Write("appsettings.json", "{\n  \"CommentClassifier\": {\n    \"Db\": \n  }\n");
        AssertOneLine(await cli.RunProcessAsync(null, "dockets"), 1, "appsettings.json", "line 4");
    }

    [Fact]
    public async Task A_setting_out_of_range_is_named()
    {
        cli.Write("appsettings.json", """{ "CommentClassifier": { "Endpoints": { "own": { "BaseUrl": "http://127.0.0.1:1/v1", "MaxRetries": 1000 } } } }""");
        await ImportAsync();
        AssertOneLine(await cli.RunProcessAsync(null, Run("m", "--endpoint", "own")), 1, "CommentClassifier:Endpoints:own:MaxRetries", "0 to 100");
    }

    [Fact]
    public async Task A_missing_key_is_named()
    {
        await ImportAsync();
        AssertOneLine(await cli.RunProcessAsync(null, Run("m", "--endpoint", "https://api.openai.com/v1")), 1, "OPENAI_API_KEY");
    }

    [Theory]
    [InlineData("https://example.org/v1")]
    [InlineData("https://api.openai.com.example.org/v1")]
    [InlineData("http://10.0.0.7:8000/v1")]
    public async Task A_key_is_never_sent_to_a_host_it_does_not_belong_to(string url)
    {
        await ImportAsync();
        var keys = new Dictionary<string, string> { ["OPENAI_API_KEY"] = "sk-secret-1", ["AZURE_OPENAI_API_KEY"] = "secret-2" };
        var result = await cli.RunProcessAsync(keys, Run("m", "--endpoint", url));
        AssertOneLine(result, 1, new Uri(url).Host, "ApiKeyVariable");
        Assert.DoesNotContain("secret", result.Error + result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_ends_in_one_line()
    {
        await ImportAsync();
        AssertOneLine(await cli.RunAsync(Run("m", "--endpoint", "http://127.0.0.1:9/v1")), 1, "127.0.0.1:9");
    }

    [Fact]
    public async Task A_label_the_codebook_lacks_is_named_with_its_row_and_the_rest_is_kept()
    {
        await ImportAsync();
        var file = cli.Write("labels.csv", "comment_id,coder,stance\nC-1,ann,oppose\nC-2,ann,agrees\n");
        var result = await cli.RunAsync("labels", "import", file, "--docket", "X-1");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("row 2, column stance: \"agrees\"", result.Error, StringComparison.Ordinal);
        var again = (await cli.RunAsync("labels", "import", cli.Write("good.csv", "comment_id,coder,stance\nC-1,ann,oppose\n"), "--docket", "X-1", "--json")).Ok().Json;
        Assert.Equal(0, again.GetProperty("imported").GetInt64());
    }

    [Theory]
    [InlineData("run", "--docket", "X-1")]
    [InlineData("import", "--docket", "X-1")]
    [InlineData("no-such-verb")]
    [InlineData("run", "--docket", "X-1", "--prompt", "p@v1", "--model", "m", "--batch", "many")]
    public async Task Wrong_usage_exits_with_2_and_points_to_help(params string[] args) => AssertOneLine(await cli.RunAsync(args), 2, "--help");

    [Theory]
    [InlineData("--concurrency", "0", "1 to 10000")]
    [InlineData("--timeout", "0", "1 to 3600")]
    [InlineData("--rpm", "-1", "more than 0")]
    [InlineData("--budget", "-1", "0 or more")]
    [InlineData("--batch", "1000", "1 to 100")]
    [InlineData("--rpm", "many", "a number")]
    public async Task An_option_out_of_range_is_wrong_usage_and_named(string option, string value, string remedy)
    {
        await ImportAsync();
        AssertOneLine(await cli.RunAsync(Run("offline-keywords", option, value)), 2, option, value, remedy);
    }

    [Fact]
    public async Task An_unknown_verb_is_named_beside_those_there_are()
    {
        AssertOneLine(await cli.RunAsync("clasify"), 2, "'clasify'", "import");
        AssertOneLine(await cli.RunAsync("prompts", "diff", "ai-copyright@v1"), 2, "comment-classifier prompts diff --help");
    }

    [Theory]
    [InlineData("\"Dp\": \"x.db\"", "CommentClassifier:Dp", "Db")]
    [InlineData("\"Endpoints\": { \"own\": { \"BaseUrl\": \"http://127.0.0.1:1/v1\", \"Rmp\": 5 } }", "CommentClassifier:Endpoints:own:Rmp", "Rpm")]
    [InlineData("\"Endpoints\": { \"own\": { \"BaseUrl\": \"http://127.0.0.1:1/v1\", \"Rpm\": \"many\" } }", "CommentClassifier:Endpoints:own:Rpm", "a number")]
    [InlineData("\"Endpoints\": { \"own\": { \"BaseUrl\": \"http://127.0.0.1:1/v1\", \"Kind\": \"Asure\" } }", "CommentClassifier:Endpoints:own:Kind", "AzureV1")]
    public async Task A_setting_that_is_misspelt_or_no_value_is_named_with_what_may_stand_there(string setting, string name, string remedy)
    {
        await ImportAsync();
        cli.Write("appsettings.json", $$"""{ "CommentClassifier": { {{setting}} } }""");
        AssertOneLine(await cli.RunProcessAsync(null, Run("m", "--endpoint", "own")), 1, name, remedy);
    }

    [Fact]
    public async Task An_id_that_stands_twice_with_two_texts_is_skipped_by_row_and_importing_again_changes_nothing()
    {
        string[] import = ["import", cli.Write("twice.csv", "id,text\n1,I oppose it.\n1,I support it.\n2,Fine.\n1,I oppose it.\n"), "--docket", "X-1", "--json"];
        var first = (await cli.RunAsync(import)).Ok().Json;
        var again = (await cli.RunAsync(import)).Ok().Json;
        var skipped = Assert.Single(first.GetProperty("skipped").EnumerateArray());
        Assert.Equal((2, "1"), (skipped.GetProperty("row").GetInt64(), skipped.GetProperty("id").GetString()));
        Assert.Equal((2, 1, 0), Counts(first));
        Assert.Equal((0, 3, 0), Counts(again));

        var changed = (await cli.RunAsync("import", cli.Write("later.csv", "id,text\n1,I support it.\n"), "--docket", "X-1", "--json")).Ok().Json;
        Assert.Equal((0, 0, 1), Counts(changed));

        static (long, long, long) Counts(System.Text.Json.JsonElement report) =>
            (report.GetProperty("imported").GetInt64(), report.GetProperty("unchanged").GetInt64(), report.GetProperty("updated").GetInt64());
    }

    [Fact]
    public async Task An_unknown_prompt_is_named()
    {
        await ImportAsync();
        AssertOneLine(await cli.RunAsync("run", "--docket", "X-1", "--prompt", "ai-copyright@v99", "--model", "offline-keywords"), 1, "ai-copyright@v99");
    }

    [Fact]
    public async Task A_budget_without_a_price_is_refused()
    {
        await ImportAsync();
        AssertOneLine(await cli.RunAsync(Run("m", "--endpoint", "http://127.0.0.1:9/v1", "--budget", "5")), 1, "Prices");
    }

    [Fact]
    public async Task A_used_prompt_version_that_changed_is_refused_with_the_command_that_makes_the_next()
    {
        await ImportAsync();
        var prompts = Path.Combine(cli.Folder, "prompts");
        CopyFolder(RepositoryFolder.At("prompts"), prompts);
        (await cli.RunAsync([.. Run("offline-keywords"), "--prompts", prompts])).Ok();
        var file = Path.Combine(prompts, "proposed-rule", "v1.md");
        await File.AppendAllTextAsync(file, "\nBe kind.\n", TestContext.Current.CancellationToken);
        AssertOneLine(await cli.RunAsync([.. Run("offline-keywords"), "--prompts", prompts]), 1, "proposed-rule@v1", "comment-classifier prompts new proposed-rule");
        Assert.Contains("! proposed-rule@v1 was used as", (await cli.RunAsync("prompts", "--prompts", prompts)).Ok().Output, StringComparison.Ordinal);
    }

    private static string[] Run(string model, params string[] more) =>
        ["run", "--docket", "X-1", "--prompt", "proposed-rule@v1", "--var", "rule=A rule", "--model", model, .. more];

    private async Task ImportAsync() => (await cli.RunAsync(
        "import", cli.Write("x.csv", "id,text\nC-1,I oppose this rule.\nC-2,I support this rule.\n"), "--docket", "X-1", "--id-column", "id", "--text-column", "text")).Ok();

    private static void AssertOneLine(CliResult result, int exitCode, params string[] mentions)
    {
        Assert.Equal(exitCode, result.ExitCode);
        Assert.Empty(result.Output);
        var line = Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.All(mentions, mention => Assert.Contains(mention, line, StringComparison.Ordinal));
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
