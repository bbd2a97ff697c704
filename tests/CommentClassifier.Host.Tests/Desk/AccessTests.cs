using System.Net;
using System.Net.Http.Headers;
using CommentClassifier.Host.Commands;
using CommentClassifier.Host.Desk;
using CommentClassifier.Host.Desk.People;
using CommentClassifier.Host.Service;
using CommentClassifier.Storage;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CommentClassifier.Host.Tests.Desk;

public sealed class AccessTests
{
    [Fact]
    public async Task Every_endpoint_says_who_may_use_it()
    {
        await using var service = await RunningService.StartAsync();
        var endpoints = service.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().ToList();

        // blazor.web.js, missing files and what else the framework maps by itself fall under the fallback policy.
        var silent = endpoints
            .Where(e => e.Metadata.GetMetadata<IAuthorizeData>() is null && e.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(e => e.RoutePattern.RawText)
            .Where(path => path?.StartsWith("/_", StringComparison.Ordinal) != true && path?.StartsWith('_') != true && path != "{**path:file}");

        Assert.NotEmpty(endpoints);
        Assert.Empty(silent);
    }

    [Fact]
    public async Task Beyond_loopback_nothing_starts_before_somebody_can_sign_in()
    {
        var folder = Directory.CreateTempSubdirectory("desk-tests-").FullName;
        await using var store = await Store.OpenAsync(Path.Combine(folder, "store.db"), TimeProvider.System);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create($"{Settings.Section}:AllowedHosts", (string?)"desk.example.org")]).Build();
        var settings = ServiceSettings.From(configuration, ["http://0.0.0.0:0"], "prompts", verbose: false);

        var refusal = await Assert.ThrowsAsync<ExpectedException>(() => ServiceHost.BuildAsync(settings, store, TimeProvider.System));
        Assert.Contains("users add", refusal.Message, StringComparison.Ordinal);

        await store.Users.SaveAsync("maria", Roles.Admin);
        await using var app = await ServiceHost.BuildAsync(settings, store, TimeProvider.System);
        Assert.NotNull(app);
    }

    [Fact]
    public void Every_address_needs_the_hosts_by_name() => Assert.Throws<ExpectedException>(() =>
        ServiceSettings.From(new ConfigurationBuilder().Build(), ["http://0.0.0.0:80"], "prompts", verbose: false));

    [Fact]
    public async Task Where_sign_in_is_required_a_page_leads_to_it_and_the_api_says_401()
    {
        await using var service = await RunningService.StartAsync(("SignIn:Required", "true"));

        using var page = await service.Client.GetAsync(new Uri("dockets", UriKind.Relative));
        using var api = await service.Client.GetAsync(new Uri("api/dockets", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.StartsWith("/sign-in", page.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
    }

    [Theory]
    [InlineData("viewer", HttpStatusCode.Forbidden)]
    [InlineData("coder", HttpStatusCode.Forbidden)]
    [InlineData("analyst", HttpStatusCode.BadRequest)]
    public async Task A_key_may_do_what_its_person_may(string role, HttpStatusCode expected)
    {
        await using var service = await RunningService.StartAsync(("SignIn:Required", "true"));
        await service.Store.Users.SaveAsync("maria", role);
        service.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await service.Store.Users.CreateKeyAsync("maria", "test"));

        using var read = await service.Client.GetAsync(new Uri("api/dockets", UriKind.Relative));
        using var write = await service.Client.PostAsync(new Uri("api/dockets/X/import", UriKind.Relative), new StringContent(""));

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(expected, write.StatusCode);
    }

    [Fact]
    public async Task A_person_who_is_shut_out_loses_the_key_at_once()
    {
        await using var service = await RunningService.StartAsync(("SignIn:Required", "true"));
        await service.Store.Users.SaveAsync("maria", Roles.Viewer);
        service.Client.DefaultRequestHeaders.Add("X-Api-Key", await service.Store.Users.CreateKeyAsync("maria", "test"));
        await service.Store.Users.DisableAsync("maria");

        using var answer = await service.Client.GetAsync(new Uri("api/dockets", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Host", "evil.example")]
    public async Task Another_site_can_change_nothing_here(string header, string value)
    {
        await using var service = await RunningService.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("api/runs/r-x/cancel", UriKind.Relative));
        request.Headers.TryAddWithoutValidation(header, value);

        using var answer = await service.Client.SendAsync(request);

        Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Forbidden, HttpStatusCode.BadRequest });
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        await using var service = await RunningService.StartAsync();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("_handler", "add"), KeyValuePair.Create("Name", "eve"), KeyValuePair.Create("Role", "admin")]);

        using var answer = await service.Client.PostAsync(new Uri("people", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(await service.Store.Users.ListAsync());
    }

    [Fact]
    public async Task A_request_through_a_proxy_is_not_the_local_user()
    {
        await using var service = await RunningService.StartAsync();
        service.Client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");

        using var answer = await service.Client.GetAsync(new Uri("api/dockets", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task A_docket_that_is_not_there_is_named_on_a_page_with_404()
    {
        await using var service = await RunningService.StartAsync();

        using var answer = await service.Client.GetAsync(new Uri("dockets/none", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no docket none.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dockets")]
    [InlineData("queue")]
    [InlineData("nowhere")]
    [InlineData("api/dockets")]
    public async Task Every_answer_forbids_scripts_that_are_not_ours(string address)
    {
        await using var service = await RunningService.StartAsync();

        using var answer = await service.Client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(SafeHeaders.ContentSecurityPolicy, answer.Headers.GetValues("Content-Security-Policy").Single());
        var body = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain(" style=", body, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", body, StringComparison.Ordinal);
        Assert.DoesNotContain("importmap", body, StringComparison.Ordinal);
    }
}
