using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CommentClassifier.Host.Desk;

/// <summary>What every answer carries, and which requests of other sites are turned away.</summary>
internal static class SafeHeaders
{
    /// <summary>No inline script, no inline style, nothing from outside, no frame around us.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

    public static void UseSafeHeaders(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (IsForgery(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync("This request comes from another site.").ConfigureAwait(false);
            return;
        }

        await next(context).ConfigureAwait(false);
    });

    /// <summary>
    /// Whether a browser sends a change here on behalf of another site. Forms have a token beside; this also holds for the API, where the
    /// local user has no cookie that could be withheld. Scripts send neither header and pass.
    /// </summary>
    public static bool IsForgery(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            return false;
        }

        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
        {
            return site is not ("same-origin" or "none");
        }

        return request.Headers.Origin.ToString() is { Length: > 0 } origin
            && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
