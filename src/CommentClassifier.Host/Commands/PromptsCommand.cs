using System.CommandLine;
using CommentClassifier.Prompts;

namespace CommentClassifier.Host.Commands;

/// <summary><c>prompts list|show|diff|new</c>: versions, their hashes, what changed between two.</summary>
internal static class PromptsCommand
{
    private static readonly Argument<string> Prompt = new("prompt") { Description = "name@version" };
    private static readonly Argument<string> Other = new("other") { Description = "name@version" };
    private static readonly Argument<string> Name = new("name") { Description = "The prompt's name." };

    public static Command Create()
    {
        var list = new Command("list", "Lists every version with its hash and the runs that used it.\n\nExample: comment-classifier prompts list");
        list.SetAction(ListAsync);
        var show = new Command("show", "Shows a version: parameters, codebook, template.\n\nExample: comment-classifier prompts show ai-copyright@v2") { Prompt };
        show.SetAction(Show);
        var diff = new Command("diff", "Shows what changed between two versions.\n\nExample: comment-classifier prompts diff ai-copyright@v1 ai-copyright@v2") { Prompt, Other };
        diff.SetAction(Diff);
        var make = new Command("new", "Makes the next version, a copy of the latest to edit.\n\nExample: comment-classifier prompts new ai-copyright") { Name };
        make.SetAction(New);
        var command = new Command("prompts", "The prompt versions: list, show, diff, new.\n\nExample: comment-classifier prompts") { list, show, diff, make };
        command.SetAction(ListAsync);
        return command;
    }

    private static async Task<int> ListAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var session = Session.From(parsed);
        var prompts = session.LoadPrompts().All();
        var store = await session.OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var rows = new List<(PromptVersion Prompt, IReadOnlyList<string> UsedBy, string? UsedHash)>();
            foreach (var prompt in prompts)
            {
                var runs = await store.Prompts.UsedByAsync(prompt.Name, prompt.Version, cancellationToken).ConfigureAwait(false);
                var used = await store.Prompts.FindAsync(prompt.Name, prompt.Version, cancellationToken).ConfigureAwait(false);
                rows.Add((prompt, [.. runs.Select(run => run.Value)], used));
            }

            if (session.Json)
            {
                session.WriteJson(rows.Select(r => new { prompt = r.Prompt.Name, version = r.Prompt.Version, hash = r.Prompt.Hash, usedBy = r.UsedBy, usedHash = r.UsedHash, r.Prompt.FrontMatter.Description }));
                return 0;
            }

            var table = Tables.Of("prompt", "hash", "#dimensions", "used by", "what it is");
            foreach (var (prompt, usedBy, _) in rows)
            {
                table.Row(prompt.Id, PromptHash.Brief(prompt.Hash), Tables.Count(prompt.Codebook.Dimensions.Count), string.Join(", ", usedBy), prompt.FrontMatter.Description);
            }

            session.Table.Write(table);
            foreach (var (prompt, _, usedHash) in rows.Where(row => row.UsedHash is { } used && used != row.Prompt.Hash))
            {
                session.Output.WriteLine(
                    $"  ! {prompt.Id} was used as {PromptHash.Brief(usedHash!)} and has changed since: put the old text back, and make the change in the next version: comment-classifier prompts new {prompt.Name}");
            }
        }

        return 0;
    }

    private static int Show(ParseResult parsed)
    {
        var session = Session.From(parsed);
        var prompt = session.LoadPrompts().Get(parsed.GetValue(Prompt)!);
        if (session.Json)
        {
            session.WriteJson(new { prompt = prompt.Name, version = prompt.Version, hash = prompt.Hash, prompt.FrontMatter, prompt.Codebook, template = prompt.Body });
            return 0;
        }

        session.Output.WriteLine($"{prompt.Id}  {prompt.Hash}");
        session.Output.WriteLine(prompt.FrontMatter.Description);
        session.Output.WriteLine();
        foreach (var dimension in prompt.Codebook.Dimensions)
        {
            session.Output.WriteLine($"{dimension.Name}: {string.Join(" | ", dimension.Labels.Select(label => label.Name))}");
        }

        foreach (var variable in prompt.FrontMatter.Variables)
        {
            session.Output.WriteLine($"variable {variable.Name}{(variable.Required ? " (required)" : "")}: {variable.Description}");
        }

        session.Output.WriteLine();
        session.Output.WriteLine(prompt.Body);
        return 0;
    }

    private static int Diff(ParseResult parsed)
    {
        var session = Session.From(parsed);
        var prompts = session.LoadPrompts();
        var diff = PromptDiff.Between(prompts.Get(parsed.GetValue(Prompt)!), prompts.Get(parsed.GetValue(Other)!));
        if (session.Json)
        {
            session.WriteJson(diff);
        }
        else
        {
            Show(session, diff);
        }

        return 0;
    }

    private static void Show(Session session, PromptDiff diff)
    {
        session.Output.WriteLine($"--- {diff.From}");
        session.Output.WriteLine($"+++ {diff.To}");
        foreach (var line in diff.Body.Where(line => line.Change != LineChange.Same))
        {
            session.Output.WriteLine($"{(line.Change == LineChange.Added ? '+' : '-')} {line.Text}");
        }

        // Cues never reach a model, and there are hundreds of them: --json has every one.
        foreach (var cues in diff.Changes.Where(change => change.Area == PromptDiff.CueArea))
        {
            session.Output.WriteLine($"{cues.Area} (never sent to a model): {cues.What} changed");
        }

        foreach (var change in diff.Changes.Where(change => change.Area != PromptDiff.CueArea))
        {
            session.Output.WriteLine($"{change.Area}: {change.What}");
            session.Output.WriteLine($"- {change.Before ?? "(not there)"}");
            session.Output.WriteLine($"+ {change.After ?? "(gone)"}");
        }
    }

    private static int New(ParseResult parsed)
    {
        var session = Session.From(parsed);
        var file = PromptScaffold.New(session.PromptFolder, parsed.GetValue(Name)!);
        if (session.Json)
        {
            session.WriteJson(new { file });
        }
        else
        {
            var made = $"{parsed.GetValue(Name)}@{Path.GetFileNameWithoutExtension(file)}";
            session.Output.WriteLine($"{file} is a copy of the latest version. Edit it, look at it with: comment-classifier prompts show {made}");
        }

        return 0;
    }
}
