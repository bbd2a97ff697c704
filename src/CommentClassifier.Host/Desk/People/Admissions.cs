using CommentClassifier.Storage;

namespace CommentClassifier.Host.Desk.People;

/// <summary>Lets people in: from the command line and from the desk alike.</summary>
internal static class Admissions
{
    /// <summary>How long a sign-in link waits to be used.</summary>
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromDays(3);

    /// <summary>Adds a person (or gives them another role) and makes a link that signs them in once.</summary>
    /// <returns>The link's secret; it is stored only as a hash.</returns>
    /// <exception cref="ExpectedException">The name or the role cannot be.</exception>
    public static async Task<string> AddAsync(Store store, string? name, string? role, CancellationToken cancellationToken)
    {
        var clean = name?.Trim() ?? "";
        if (clean.Length is 0 or > 64 || clean.Any(char.IsControl))
        {
            throw new ExpectedException("A person's name has 1 to 64 characters on one line.", 2);
        }

        if (role is null || !Roles.All.Contains(role))
        {
            throw new ExpectedException($"The role is one of {string.Join(", ", Roles.All)}.", 2);
        }

        await store.Users.SaveAsync(clean, role, cancellationToken).ConfigureAwait(false);
        return await store.Users.CreateLinkAsync(clean, LinkLifetime, cancellationToken).ConfigureAwait(false);
    }
}
