using System.Security.Claims;
using CommentClassifier.Host.Commands;
using CommentClassifier.Host.Service;
using CommentClassifier.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CommentClassifier.Host.Desk.People;

/// <summary>
/// Sign-in with an organization's OpenID Connect provider, by settings: <c>Authority</c>, <c>ClientId</c>, <c>ClientSecretVariable</c> (the
/// environment variable that holds the secret), <c>NameClaim</c> (default preferred_username), <c>DefaultRole</c> (for people nobody added; left
/// out, they are turned away).
/// </summary>
internal static class OpenIdSignIn
{
    public const string SchemeName = OpenIdConnectDefaults.AuthenticationScheme;

    public static void AddOpenId(this AuthenticationBuilder authentication, ServiceSettings settings)
    {
        var section = settings.Configuration.GetSection($"{Settings.Section}:SignIn:OpenIdConnect");
        var name = section["NameClaim"] ?? "preferred_username";
        var role = section["DefaultRole"];
        if (section["ClientId"] is not { Length: > 0 })
        {
            throw new ExpectedException($"{section.Path}:ClientId is missing; take it from your provider.");
        }

        if (role is not null && !Roles.All.Contains(role))
        {
            throw new ExpectedException($"{section.Path}:DefaultRole is {role}; it must be one of {string.Join(", ", Roles.All)}, or left out.");
        }

        if (!Uri.TryCreate(section["Authority"], UriKind.Absolute, out var authority) || (authority.Scheme != Uri.UriSchemeHttps && !(authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)))
        {
            throw new ExpectedException($"{section.Path}:Authority is {section["Authority"]}; it must be your provider's https URL (http only on loopback, for a trial).");
        }

        authentication.AddOpenIdConnect(options =>
        {
            options.Authority = section["Authority"];
            options.RequireHttpsMetadata = !authority.IsLoopback;
            options.ClientId = section["ClientId"];
            options.ClientSecret = section["ClientSecretVariable"] is { } variable ? Environment.GetEnvironmentVariable(variable) : null;
            options.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
            options.ResponseType = "code";
            options.ResponseMode = "query"; // Not a form post: that would be a change asked for by another site.
            foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
            {
                // The answer comes as a link, not as a post from another site: the usual rules do, and they work without TLS on loopback too.
                cookie.SameSite = SameSiteMode.Lax;
                cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            }

            options.MapInboundClaims = false;
            options.GetClaimsFromUserInfoEndpoint = true; // With a code, that is where a name stands (OpenID Connect Core 1.0, 5.4); many put it in the token too.
            options.ClaimActions.MapUniqueJsonKey(name, name);
            options.Events.OnTicketReceived = context => AdmitAsync(context, name, role);
            options.Events.OnRemoteFailure = context => RefuseAsync(context, "failed");
        });
    }

    public static void MapOpenId(this WebApplication app) => app
        .MapGet("/sign-in/openid", (string? next) => TypedResults.Challenge(
            new AuthenticationProperties { RedirectUri = IsOurs(next) ? next : "/dockets" }, [SchemeName]))
        .AllowAnonymous().ExcludeFromDescription();

    // The store decides what the person may do, as it does for everyone else: a cookie is looked up there on each request.
    private static async Task AdmitAsync(TicketReceivedContext context, string nameClaim, string? defaultRole)
    {
        var store = context.HttpContext.RequestServices.GetRequiredService<Store>();
        if (context.Principal?.FindFirstValue(nameClaim) is not { Length: > 0 } name)
        {
            await RefuseAsync(context, "nameless").ConfigureAwait(false);
            return;
        }

        var known = await store.Users.FindAsync(name, context.HttpContext.RequestAborted).ConfigureAwait(false);
        if (known is { Disabled: true } || (known is null && defaultRole is null))
        {
            await RefuseAsync(context, known is null ? "unknown" : "locked").ConfigureAwait(false);
            return;
        }

        if (known is null)
        {
            await store.Users.SaveAsync(name, defaultRole!, context.HttpContext.RequestAborted).ConfigureAwait(false);
        }

        context.Principal = Roles.Principal(name, known?.Role ?? defaultRole!, CookieAuthenticationDefaults.AuthenticationScheme);
    }

    private static Task RefuseAsync<TOptions>(HandleRequestContext<TOptions> context, string why)
        where TOptions : AuthenticationSchemeOptions
    {
        context.Response.Redirect($"/sign-in?refused={why}");
        context.HandleResponse();
        return Task.CompletedTask;
    }

    private static bool IsOurs(string? next) => next is { Length: > 0 } && next[0] == '/' && !next.StartsWith("//", StringComparison.Ordinal) && !next.Contains('\\', StringComparison.Ordinal);
}
