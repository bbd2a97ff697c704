using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CommentClassifier.Host.Tests.Desk;

/// <summary>
/// An OpenID Connect provider on loopback with one person who is signed in already: discovery, keys, authorization code, token and
/// user info, as OpenID Connect Core 1.0 gives them. The name stands where the test wants it: in the token or with the user info only.
/// </summary>
internal sealed class TrialProvider : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly RSA rsa = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, string> nonces = new();

    private TrialProvider(WebApplication app) => this.app = app;

    public string Authority => app.Urls.First();

    public static async Task<TrialProvider> StartAsync(string person, bool nameInToken = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var provider = new TrialProvider(builder.Build());
        provider.app.Urls.Add("http://127.0.0.1:0");
        provider.Map(person, nameInToken);
        await provider.app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        rsa.Dispose();
    }

    private void Map(string person, bool nameInToken)
    {
        var key = new RsaSecurityKey(rsa) { KeyId = "trial" };
        app.MapGet("/.well-known/openid-configuration", () => new Dictionary<string, object>
        {
            ["issuer"] = Authority,
            ["authorization_endpoint"] = Authority + "/authorize",
            ["token_endpoint"] = Authority + "/token",
            ["userinfo_endpoint"] = Authority + "/userinfo",
            ["jwks_uri"] = Authority + "/keys",
            ["response_types_supported"] = new[] { "code" },
            ["subject_types_supported"] = new[] { "public" },
            ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        });
        app.MapGet("/keys", () =>
        {
            var jwk = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)) { KeyId = "trial" });
            return new { keys = new[] { new { kty = jwk.Kty, n = jwk.N, e = jwk.E, kid = jwk.Kid, use = "sig", alg = "RS256" } } };
        });
        app.MapGet("/authorize", (HttpRequest request) =>
        {
            var code = Guid.NewGuid().ToString("N");
            nonces[code] = $"{request.Query["nonce"]}";
            return Results.Redirect($"{request.Query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString($"{request.Query["state"]}")}");
        });
        app.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            if (!nonces.TryRemove($"{form["code"]}", out var nonce) || form["client_secret"] != "the secret")
            {
                return Results.BadRequest(new { error = "invalid_grant" });
            }

            var claims = new Dictionary<string, object> { ["sub"] = "42", ["nonce"] = nonce };
            if (nameInToken)
            {
                claims["preferred_username"] = person;
            }

            var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = Authority,
                Audience = $"{form["client_id"]}",
                Claims = claims,
                SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
            });
            return Results.Json(new { access_token = "a", token_type = "Bearer", expires_in = 60, id_token = token });
        });
        app.MapGet("/userinfo", () => nameInToken ? Results.Json(new { sub = "42" }) : Results.Json(new { sub = "42", preferred_username = person }));
    }
}
