using CommentClassifier.Endpoints;
using CommentClassifier.Host.Commands;
using CommentClassifier.Runs;

namespace CommentClassifier.Host.Tests.Commands;

public sealed class AdmissionTextTests
{
    public static TheoryData<EndpointSnapshot, string> Moments => new()
    {
        { new() { InFlight = 3, ConcurrencyLimit = 8 }, "3 in flight of 8" },
        { new() { InFlight = 8, ConcurrencyLimit = 8, Waiting = 2, WaitingFor = AdmissionWait.Concurrency }, "8 in flight of 8" },
        {
            new() { InFlight = 2, ConcurrencyLimit = 8, RequestsPerMinuteLimit = 600, RequestsLastMinute = 594, Waiting = 1, WaitingFor = AdmissionWait.Requests },
            "2 in flight of 8, 594 of 600 requests a minute, waits for the request limit"
        },
        {
            new() { InFlight = 2, ConcurrencyLimit = 8, TokensPerMinuteLimit = 90_000, TokensLastMinute = 89_000, Waiting = 1, WaitingFor = AdmissionWait.Tokens },
            "2 in flight of 8, 89,000 of 90,000 tokens a minute, waits for the token limit"
        },
        {
            new() { ConcurrencyLimit = 8, Waiting = 4, WaitingFor = AdmissionWait.Pause, WaitingTime = TimeSpan.FromSeconds(11.2) },
            "0 in flight of 8, pauses 12 s as the server asked"
        },
        { new() { ConcurrencyLimit = 8 }, "0 in flight of 8, about to ask again" },
        { new() { InFlight = 1, ConcurrencyLimit = 8, PaceFactor = 0.9, ShortPrompts = 2 }, "1 in flight of 8, at 90 % of the limit after refusals, 2 prompts perhaps cut short" },
    };

    [Theory]
    [MemberData(nameof(Moments))]
    public void What_is_allowed_and_waited_for_is_said_in_words(EndpointSnapshot endpoint, string expected) =>
        Assert.Equal(expected, AdmissionText.Of(new RunProgress(100, 10, 0, 5, 4, 0.1m, TimeSpan.FromSeconds(3), endpoint)));
}
