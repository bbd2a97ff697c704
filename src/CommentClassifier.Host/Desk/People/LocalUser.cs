using System.Net;
using System.Text.Encodings.Web;
using CommentClassifier.Host.Service;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommentClassifier.Host.Desk.People;

/// <summary>Whoever sits at this machine, while the service can be reached from nowhere else.</summary>
internal sealed class LocalUser(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "local";

    /// <summary>The name under which the local user codes and audits.</summary>
    public static string Name { get; } = Environment.UserName is { Length: > 0 } name ? name : "local";

    /// <summary>
    /// Whether the request is the local user's. One that came through a proxy is not, whoever sent it; and who signed in stays who they are.
    /// </summary>
    public static bool Is(HttpContext context, ServiceSettings settings) =>
        SignInRules.LocalUserIsAllowed(settings)
        && context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded")
        && !context.Request.Cookies.ContainsKey(SignInCookie.Name);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.Success(
        new AuthenticationTicket(Roles.Principal(Name, Roles.Admin, SchemeName), SchemeName)));
}
