using System.Text.Encodings.Web;
using CommentClassifier.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommentClassifier.Host.Desk.People;

/// <summary>A script's key, in <c>Authorization: Bearer</c> or <c>X-Api-Key</c>; the store knows only its hash.</summary>
internal sealed class ApiKeys(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, Store store)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "key";

    private const string Bearer = "Bearer ";

    /// <summary>The key a request carries, or null.</summary>
    public static string? Of(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var authorization && authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..].Trim()
            : request.Headers["X-Api-Key"].ToString() is { Length: > 0 } key ? key : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var user = await store.Users.FindByKeyAsync(Of(Request) ?? "", Context.RequestAborted).ConfigureAwait(false);
        return user is null
            ? AuthenticateResult.Fail("The key is unknown or was taken away.")
            : AuthenticateResult.Success(new AuthenticationTicket(Roles.Principal(user.Name, user.Role, SchemeName), SchemeName));
    }
}
