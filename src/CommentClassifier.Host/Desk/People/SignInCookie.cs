using CommentClassifier.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CommentClassifier.Host.Desk.People;

/// <summary>The cookie of a person who signed in; looked up in the store on each request, so that a role change or a lock-out holds at once.</summary>
internal static class SignInCookie
{
    public const string Name = "comment-classifier";

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = Name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax; // A link in a mail must arrive signed in; changes are guarded by their own token.
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromDays(14);
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.AccessDeniedPath = "/not-allowed";
        options.ReturnUrlParameter = "next";
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
    }

    /// <summary>Gives the browser its cookie.</summary>
    public static Task SignInAsync(HttpContext http, User user) => http.SignInAsync(
        CookieAuthenticationDefaults.AuthenticationScheme, Roles.Principal(user.Name, user.Role, CookieAuthenticationDefaults.AuthenticationScheme),
        new AuthenticationProperties { IsPersistent = true });

    /// <summary>Takes it back.</summary>
    public static Task SignOutAsync(HttpContext http) => http.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        // A script wants a status, a browser a page.
        if (context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/openapi"))
        {
            context.Response.StatusCode = status;
        }
        else
        {
            context.Response.Redirect(context.RedirectUri);
        }

        return Task.CompletedTask;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var store = context.HttpContext.RequestServices.GetRequiredService<Store>();
        var user = await store.Users.FindAsync(context.Principal?.Identity?.Name ?? "", context.HttpContext.RequestAborted).ConfigureAwait(false);
        if (user is null or { Disabled: true })
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme).ConfigureAwait(false);
        }
        else if (user.Role != context.Principal!.RoleName())
        {
            context.ReplacePrincipal(Roles.Principal(user.Name, user.Role, CookieAuthenticationDefaults.AuthenticationScheme));
            context.ShouldRenew = true;
        }
    }
}
