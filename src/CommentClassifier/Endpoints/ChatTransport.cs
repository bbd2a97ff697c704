using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net.Sockets;
using System.Text;
using OpenAI.Chat;

namespace CommentClassifier.Endpoints;

/// <summary>Sends one attempt through the OpenAI SDK's protocol method and says what came of it. Retries nothing.</summary>
internal sealed class ChatTransport(ChatClient client, EndpointCredential credential, TimeProvider time)
{
    private const int LongestKeptBody = 4000;

    public async ValueTask<Attempt> SendAsync(ChatBody body, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            var options = new RequestOptions { CancellationToken = cancellationToken, ErrorOptions = ClientErrorBehaviors.NoThrow };
            var result = await client.CompleteChatAsync(body, options).ConfigureAwait(false);
            using var response = result.GetRawResponse();
            return Read(response) with { Latency = time.GetElapsedTime(started) };
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return Broken(e) with { Latency = time.GetElapsedTime(started) };
        }
    }

    private Attempt Read(PipelineResponse response)
    {
        string? Header(string name) => response.Headers.TryGetValue(name, out var value) ? value : null;
        var bytes = response.Content.ToMemory();
        var limits = RateLimitHeaders.Read(Header);
        if (response.Status is >= 200 and < 300 && ChatReply.Parse(bytes) is { } reply)
        {
            return new Attempt(Verdict.Answered, "") { Reply = reply, Status = response.Status, Limits = limits };
        }

        // Some proxies answer 200 with an error inside, and anything can stand between us and the server.
        if (response.Status is >= 200 and < 300 && !ErrorBody.Parse(bytes).IsError)
        {
            return new Attempt(Verdict.Transient, "the answer is no chat completion") { Status = response.Status, Body = Text(bytes), Limits = limits };
        }

        var triage = ErrorTriage.Judge(StatusOf(response.Status, bytes), Header, bytes, time.GetUtcNow());
        return new Attempt(triage.Verdict, Scrub(triage.Message))
        {
            Status = response.Status,
            Body = Text(bytes),
            Wait = triage.Wait,
            Parameter = triage.Parameter,
            AboutTokens = triage.AboutTokens,
            Limits = limits,
        };
    }

    private static int StatusOf(int status, ReadOnlyMemory<byte> bytes) =>
        status >= 300 ? status : int.TryParse(ErrorBody.Parse(bytes).Code, out var code) && code is >= 400 and < 600 ? code : 500;

    private Attempt Broken(Exception e)
    {
        for (Exception? cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.ProxyTunnelError } http)
            {
                return new Attempt(Verdict.Unreachable, Scrub(http.InnerException is SocketException socket ? socket.Message : http.Message));
            }

            // The handler's own timeout is for connecting alone; the one for the whole attempt cancels and never comes here.
            if (cause is TimeoutException)
            {
                return new Attempt(Verdict.Unreachable, $"no connection within {EndpointServices.ConnectTimeout.TotalSeconds} s");
            }

            if (cause is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } tls)
            {
                return new Attempt(Verdict.Unreachable, Scrub(tls.InnerException?.Message ?? tls.Message));
            }
        }

        var root = e.GetBaseException();
        if (e is not (ClientResultException or HttpRequestException or IOException or OperationCanceledException) && root is not (SocketException or IOException or HttpRequestException))
        {
            return new Attempt(Verdict.Authentication, Scrub($"no key is set and no Entra ID token could be had ({root.GetType().Name}: {FirstLine(root.Message)}); sign in with az login, or set the key."));
        }

        return new Attempt(Verdict.Transient, Scrub($"the connection broke ({FirstLine(root.Message)})"));
    }

    private string Text(ReadOnlyMemory<byte> bytes) => Scrub(Encoding.UTF8.GetString(bytes.Span[..Math.Min(bytes.Length, LongestKeptBody)]));

    // A server may repeat the key it was sent.
    private string Scrub(string text) =>
        credential is EndpointCredential.Key key ? text.Replace(key.Value, "***", StringComparison.Ordinal) : text;

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}
