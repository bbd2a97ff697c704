using CommentClassifier.Host.Commands;
using CommentClassifier.Host.Service;
using CommentClassifier.Storage;

namespace CommentClassifier.Host.Desk.People;

/// <summary>When people must sign in.</summary>
internal static class SignInRules
{
    /// <summary>Whether OpenID Connect is configured.</summary>
    public static bool HasOpenId(ServiceSettings settings) => settings.Configuration[$"{Settings.Section}:SignIn:OpenIdConnect:Authority"] is { Length: > 0 };

    /// <summary>Whether a request from this machine is the local user's, without sign-in.</summary>
    public static bool LocalUserIsAllowed(ServiceSettings settings) => settings.LoopbackOnly && !settings.SignInRequired && !HasOpenId(settings);

    /// <summary>Refuses to let other machines in before somebody can sign in.</summary>
    public static async Task RequireSignInBeyondLoopbackAsync(ServiceSettings settings, Store store, CancellationToken cancellationToken)
    {
        if (settings.LoopbackOnly || HasOpenId(settings))
        {
            return;
        }

        var people = await store.Users.ListAsync(cancellationToken).ConfigureAwait(false);
        if (people.All(p => p.Disabled))
        {
            throw new ExpectedException(
                $"{settings.Urls.First(u => !ServiceSettings.IsLoopback(u))} can be reached from other machines, and nobody can sign in yet: first comment-classifier users add <name> --role admin, or set {Settings.Section}:SignIn:OpenIdConnect.", 2);
        }
    }
}
