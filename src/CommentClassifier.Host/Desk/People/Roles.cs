using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace CommentClassifier.Host.Desk.People;

/// <summary>What a person may do. Each role may do what the ones before it may; a policy has the name of the least role it asks for.</summary>
internal static class Roles
{
    /// <summary>Reads everything.</summary>
    public const string Viewer = "viewer";

    /// <summary>Also codes comments and judges disagreements in an audit.</summary>
    public const string Coder = "coder";

    /// <summary>Also imports, queues runs, draws samples and adjudicates.</summary>
    public const string Analyst = "analyst";

    /// <summary>Also imports from the server's folders and adds people.</summary>
    public const string Admin = "admin";

    /// <summary>All, the least first.</summary>
    public static readonly IReadOnlyList<string> All = [Viewer, Coder, Analyst, Admin];

    /// <summary>One policy for each role; whatever names none asks for a viewer.</summary>
    public static void AddPolicies(AuthorizationOptions options)
    {
        foreach (var role in All)
        {
            options.AddPolicy(role, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => context.User.Has(role)));
        }

        options.FallbackPolicy = options.GetPolicy(Viewer);
        options.DefaultPolicy = options.GetPolicy(Viewer)!;
    }

    /// <summary>Whether the person has the role or one above it.</summary>
    public static bool Has(this ClaimsPrincipal user, string role) => Rank(user.RoleName()) >= Rank(role);

    /// <summary>The person's role, or an empty string.</summary>
    public static string RoleName(this ClaimsPrincipal user) => user.FindFirstValue(ClaimTypes.Role) ?? "";

    /// <summary>The name under which the person codes and audits.</summary>
    public static string PersonName(this ClaimsPrincipal user) => user.Identity?.Name ?? throw new InvalidOperationException("Nobody is signed in.");

    /// <summary>A principal for a person of the store, or the local user.</summary>
    public static ClaimsPrincipal Principal(string name, string role, string scheme) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, name), new Claim(ClaimTypes.Role, role)], scheme));

    private static int Rank(string role)
    {
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i] == role)
            {
                return i;
            }
        }

        return -1;
    }
}
