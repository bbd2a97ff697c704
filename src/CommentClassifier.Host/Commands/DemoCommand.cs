using System.CommandLine;

namespace CommentClassifier.Host.Commands;

/// <summary><c>demo</c>: a tour on the fixture docket, each step with the command that does it.</summary>
internal static class DemoCommand
{
    private const string Docket = "DEMO-2026-0001";
    private const string Fixtures = "fixtures/ai-copyright";
    private const string DefaultStore = "comment-classifier-demo.db";
    private const string Report = "comment-classifier-demo.html";

    private static readonly string[] Versions = ["ai-copyright@v1", "ai-copyright@v2"];

    public static Command Create()
    {
        var command = new Command("demo", "A tour on a made-up docket of 286 comments: import, two prompt versions, agreement, comparison, report. No key, no network.\n\nExample: comment-classifier demo");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = Session.From(parsed);
        if (!Directory.Exists(Fixtures))
        {
            throw new ExpectedException($"The demo reads {Fixtures} in the current folder, and it is not there; run it from the project's folder.");
        }

        var db = parsed.GetValue(GlobalOptions.Db) ?? DefaultStore;
        // A tour is for people: where a script wants one document, the tour goes beside it.
        var tour = session.Json ? session.Error : session.Output;
        await tour.WriteLineAsync(
            """
            A made-up docket on AI and copyright: comments, labels and both coders were written with the fixture, and the model is the built-in
            offline-keywords, which is not a language model. The figures show how the tool works, not what anybody thinks.
            """).ConfigureAwait(false);

        await StepAsync("Read the docket", "import", $"{Fixtures}/docket.csv", "--docket", Docket).ConfigureAwait(false);
        await StepAsync("Read what two coders said of 120 of its comments", "labels", "import", $"{Fixtures}/labels.csv", "--docket", Docket).ConfigureAwait(false);
        var runs = new List<string>();
        foreach (var version in Versions)
        {
            await StepAsync($"Classify every comment with {version}", "run", "--docket", Docket, "--prompt", version, "--model", "offline-keywords", "--quiet").ConfigureAwait(false);
            runs.Add(await RunOfAsync(db, version, cancellationToken).ConfigureAwait(false));
        }

        await StepAsync("How far can the labels be trusted?", "agreement", "--run", runs[1], "--dimension", "training_consent").ConfigureAwait(false);
        await StepAsync("Is one prompt better than the other?", ["compare", .. runs, "--dimension", "training_consent"]).ConfigureAwait(false);
        await StepAsync("Write the report", "report", "--run", runs[1], "--out", Report).ConfigureAwait(false);
        await tour.WriteLineAsync(
            $"""

            Next, try (comment-classifier stands for dotnet run --project src/CommentClassifier.Host -- in a checkout):
              {Shown("serve", "--db", db)}
              {Shown("agreement", "--run", runs[1], "--db", db)}
              {Shown("audit", "list", "--run", runs[1], "--db", db)}
            and open {Report} in a browser.
            """).ConfigureAwait(false);
        if (session.Json)
        {
            session.WriteJson(new { docket = Docket, runs, report = Report });
        }

        return 0;

        async Task StepAsync(string title, params string[] args)
        {
            await tour.WriteLineAsync($"\n## {title}\n$ {Shown(args)}").ConfigureAwait(false);
            var exitCode = await CommandLine.RunAsync([.. args, "--db", db, "--prompts", session.PromptFolder], tour, session.Error, cancellationToken).ConfigureAwait(false);
            if (exitCode != 0)
            {
                throw new ExpectedException($"The demo stopped at: comment-classifier {string.Join(' ', args)}", exitCode);
            }
        }
    }

    private static string Shown(params string[] args) => "comment-classifier " + string.Join(' ', args);

    private static async Task<string> RunOfAsync(string db, string version, CancellationToken cancellationToken)
    {
        var store = await Storage.Store.OpenAsync(db, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var runs = await store.Runs.ListAsync(new Dockets.DocketId(Docket), cancellationToken).ConfigureAwait(false);
            return runs.First(run => run.Run.Spec.Prompt == version).Run.Id.Value;
        }
    }
}
