using System.CommandLine;
using System.Globalization;
using CommentClassifier.Host.Desk.People;
using CommentClassifier.Host.Service;
using CommentClassifier.Storage;

namespace CommentClassifier.Host.Commands;

/// <summary><c>users</c>: who may use the service, their sign-in links and keys.</summary>
internal static class UsersCommand
{
    private static readonly Argument<string> Name = new("name") { Description = "The person's name; labels and verdicts carry it." };
    private static readonly Option<string> Role = new("--role") { Required = true, HelpName = "role", Description = "viewer, coder, analyst or admin; each may do what the ones before it may." };
    private static readonly Option<string?> Url = new("--url") { HelpName = "url", Description = $"The address people use, for the link. Default: {ServiceSettings.DefaultUrl}." };
    private static readonly Option<string> Title = new("--title") { HelpName = "title", Description = "What the key is for. Default: script.", DefaultValueFactory = _ => "script" };

    public static Command Create()
    {
        Role.AcceptOnlyFromAmong([.. Roles.All]);
        var add = new Command("add", "Adds a person, or gives them another role, and prints a link that signs them in once.\n\nExample: comment-classifier users add maria --role analyst --url https://desk.example.org") { Name, Role, Url };
        add.SetAction((parsed, c) => WithStoreAsync(parsed, AddAsync, c));
        var key = new Command("key", "Makes a key for a person's scripts; it is shown only now.\n\nExample: comment-classifier users key maria --title nightly") { Name, Title };
        key.SetAction((parsed, c) => WithStoreAsync(parsed, KeyAsync, c));
        var revoke = new Command("revoke", "Takes a person's keys of a title away.\n\nExample: comment-classifier users revoke maria --title nightly") { Name, Title };
        revoke.SetAction((parsed, c) => WithStoreAsync(parsed, RevokeAsync, c));
        var disable = new Command("disable", "Shuts a person out at once; what they did stays.\n\nExample: comment-classifier users disable maria") { Name };
        disable.SetAction((parsed, c) => WithStoreAsync(parsed, DisableAsync, c));
        var command = new Command("users", "Lists who may use the service.\n\nExample: comment-classifier users") { add, key, revoke, disable };
        command.SetAction((parsed, c) => WithStoreAsync(parsed, ListAsync, c));
        return command;
    }

    private static async Task<int> WithStoreAsync(ParseResult parsed, Func<ParseResult, Session, Store, CancellationToken, Task> action, CancellationToken cancellationToken)
    {
        var session = Session.From(parsed);
        var store = await session.OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            await action(parsed, session, store, cancellationToken).ConfigureAwait(false);
        }

        return 0;
    }

    private static async Task AddAsync(ParseResult parsed, Session session, Store store, CancellationToken cancellationToken)
    {
        var (name, role) = (parsed.GetValue(Name)!, parsed.GetValue(Role)!);
        var secret = await Admissions.AddAsync(store, name, role, cancellationToken).ConfigureAwait(false);
        var link = $"{(parsed.GetValue(Url) ?? ServiceSettings.DefaultUrl).TrimEnd('/')}/sign-in/{secret}";
        if (session.Json)
        {
            session.WriteJson(new { name, role, link, days = Admissions.LinkLifetime.TotalDays });
            return;
        }

        session.Output.WriteLine(link);
        session.Note($"The link signs {name} in as {role}; it works once, within {Admissions.LinkLifetime.TotalDays:0} days, and is shown only now.");
    }

    private static async Task KeyAsync(ParseResult parsed, Session session, Store store, CancellationToken cancellationToken)
    {
        var user = await RequireAsync(parsed, store, cancellationToken).ConfigureAwait(false);
        var key = await store.Users.CreateKeyAsync(user.Name, parsed.GetValue(Title)!, cancellationToken).ConfigureAwait(false);
        if (session.Json)
        {
            session.WriteJson(new { name = user.Name, title = parsed.GetValue(Title), key });
            return;
        }

        session.Output.WriteLine(key);
        session.Note($"Send it as \"Authorization: Bearer <key>\"; it may do what {user.Name} ({user.Role}) may, and is shown only now.");
    }

    private static async Task RevokeAsync(ParseResult parsed, Session session, Store store, CancellationToken cancellationToken)
    {
        var user = await RequireAsync(parsed, store, cancellationToken).ConfigureAwait(false);
        var revoked = await store.Users.RevokeKeysAsync(user.Name, parsed.GetValue(Title)!, cancellationToken).ConfigureAwait(false);
        Tell(session, new { name = user.Name, revoked }, $"{revoked} keys of {user.Name} taken away.");
    }

    private static async Task DisableAsync(ParseResult parsed, Session session, Store store, CancellationToken cancellationToken)
    {
        var user = await RequireAsync(parsed, store, cancellationToken).ConfigureAwait(false);
        await store.Users.DisableAsync(user.Name, cancellationToken).ConfigureAwait(false);
        Tell(session, new { name = user.Name, disabled = true }, $"{user.Name} is shut out; users add lets them in again.");
    }

    private static async Task ListAsync(ParseResult parsed, Session session, Store store, CancellationToken cancellationToken)
    {
        var people = await store.Users.ListAsync(cancellationToken).ConfigureAwait(false);
        if (session.Json)
        {
            session.WriteJson(people);
            return;
        }

        if (people.Count == 0)
        {
            session.Output.WriteLine("Nobody yet. Add someone: comment-classifier users add <name> --role admin");
            return;
        }

        var table = Tables.Of("name", "role", "since", "state");
        foreach (var person in people)
        {
            table.Row(person.Name, person.Role, person.CreatedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), person.Disabled ? "shut out" : "active");
        }

        session.Table.Write(table);
    }

    private static void Tell<T>(Session session, T document, string line)
    {
        if (session.Json)
        {
            session.WriteJson(document);
        }
        else
        {
            session.Output.WriteLine(line);
        }
    }

    private static async Task<User> RequireAsync(ParseResult parsed, Store store, CancellationToken cancellationToken) =>
        await store.Users.FindAsync(parsed.GetValue(Name)!, cancellationToken).ConfigureAwait(false)
        ?? throw new ExpectedException($"There is nobody called {parsed.GetValue(Name)}. Add them: comment-classifier users add {parsed.GetValue(Name)} --role <role>");
}
