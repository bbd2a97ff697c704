using CommentClassifier.Host.Service;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CommentClassifier.Host.Desk.People;

/// <summary>Who a request is from: an API key, a cookie, or the local user.</summary>
internal static class PeopleServices
{
    /// <summary>Decides which of the schemes below looks at a request.</summary>
    public const string Scheme = "desk";

    public static void AddPeople(this IServiceCollection services, ServiceSettings settings)
    {
        services.AddDataProtection().SetApplicationName("comment-classifier");
        var authentication = services.AddAuthentication(Scheme)
            .AddPolicyScheme(Scheme, null, options => options.ForwardDefaultSelector = context =>
                ApiKeys.Of(context.Request) is not null ? ApiKeys.SchemeName
                : LocalUser.Is(context, settings) ? LocalUser.SchemeName
                : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeys>(ApiKeys.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, LocalUser>(LocalUser.SchemeName, null)
            .AddCookie(options => SignInCookie.Configure(options));
        if (SignInRules.HasOpenId(settings))
        {
            authentication.AddOpenId(settings);
        }

        services.AddAuthorization(Roles.AddPolicies);
    }
}
