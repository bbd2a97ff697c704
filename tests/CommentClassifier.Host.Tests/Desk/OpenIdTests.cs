using System.Net;
using CommentClassifier.Host.Commands;
using CommentClassifier.Host.Desk.People;
using CommentClassifier.Host.Service;
using CommentClassifier.Storage;
using Microsoft.Extensions.Configuration;

namespace CommentClassifier.Host.Tests.Desk;

/// <summary>Sign-in with an organization's account, against a provider that speaks the protocol.</summary>
public sealed class OpenIdTests : IDisposable
{
    private const string SecretVariable = "DESK_TRIAL_SECRET";

    public OpenIdTests() => Environment.SetEnvironmentVariable(SecretVariable, "the secret");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_person_who_was_added_signs_in_and_comes_where_they_were_going(bool nameInToken)
    {
        await using var provider = await TrialProvider.StartAsync("maria", nameInToken);
        await using var service = await StartAsync(provider);
        await service.Store.Users.SaveAsync("maria", Roles.Coder);
        using var browser = Browser(service);

        var (before, _) = await GetAsync(browser, "queue");
        var (after, page) = await GetAsync(browser, "sign-in/openid?next=/queue");

        Assert.Equal("/sign-in", before.AbsolutePath);
        Assert.Equal("/queue", after.AbsolutePath);
        Assert.Contains("maria", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_not_added_is_told_so_and_stays_out()
    {
        await using var provider = await TrialProvider.StartAsync("stranger");
        await using var service = await StartAsync(provider);
        using var browser = Browser(service);

        var (at, page) = await GetAsync(browser, "sign-in/openid");

        Assert.Equal("/sign-in", at.AbsolutePath);
        Assert.Contains("nobody added you here", page, StringComparison.Ordinal);
        using var api = await browser.GetAsync(new Uri("api/dockets", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
        Assert.Empty(await service.Store.Users.ListAsync());
    }

    [Fact]
    public async Task With_a_default_role_everyone_of_the_organization_comes_in_but_who_is_locked_out()
    {
        await using var provider = await TrialProvider.StartAsync("newcomer");
        await using var service = await StartAsync(provider, ("SignIn:OpenIdConnect:DefaultRole", "viewer"));
        using var browser = Browser(service);

        var (at, _) = await GetAsync(browser, "sign-in/openid");
        var stored = await service.Store.Users.FindAsync("newcomer");
        await service.Store.Users.DisableAsync("newcomer");
        var (again, page) = await GetAsync(browser, "sign-in/openid");

        Assert.Equal("/dockets", at.AbsolutePath);
        Assert.Equal(Roles.Viewer, stored?.Role);
        Assert.Equal("/sign-in", again.AbsolutePath);
        Assert.Contains("locked out", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://login.example.org")]
    [InlineData("login.example.org")]
    public async Task An_authority_without_https_is_refused_at_the_start(string authority)
    {
        var folder = Directory.CreateTempSubdirectory("desk-tests-").FullName;
        await using var store = await Store.OpenAsync(Path.Combine(folder, "store.db"), TimeProvider.System);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            KeyValuePair.Create($"{Settings.Section}:SignIn:OpenIdConnect:Authority", (string?)authority),
            KeyValuePair.Create($"{Settings.Section}:SignIn:OpenIdConnect:ClientId", (string?)"desk"),
        ]).Build();
        var settings = ServiceSettings.From(configuration, ["http://127.0.0.1:0"], "prompts", verbose: false);

        var refusal = await Assert.ThrowsAsync<ExpectedException>(() => ServiceHost.BuildAsync(settings, store, TimeProvider.System));

        Assert.Contains("SignIn:OpenIdConnect:Authority", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("https", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Environment.SetEnvironmentVariable(SecretVariable, null);

    private static Task<RunningService> StartAsync(TrialProvider provider, params (string Name, string Value)[] more) => RunningService.StartAsync(
    [
        ("SignIn:OpenIdConnect:Authority", provider.Authority),
        ("SignIn:OpenIdConnect:ClientId", "desk"),
        ("SignIn:OpenIdConnect:ClientSecretVariable", SecretVariable),
        .. more,
    ]);

    // As a browser does: cookies, redirects, and pages rather than statuses.
    private static HttpClient Browser(RunningService service) => new(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = service.Address };

    private static async Task<(Uri At, string Page)> GetAsync(HttpClient browser, string path)
    {
        using var answer = await browser.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.RequestMessage!.RequestUri!, await answer.Content.ReadAsStringAsync());
    }
}
