using CommentClassifier.Endpoints;

namespace CommentClassifier.Runs;

/// <summary>How far a run is; counted in distinct texts, because each is asked once however many submitted it.</summary>
/// <param name="Texts">Distinct texts that waited when this invocation began.</param>
/// <param name="Done">Of these, how many have their final state.</param>
/// <param name="Failed">Of the done, how many are not labelled.</param>
/// <param name="Requests">Requests settled by this invocation.</param>
/// <param name="InFlight">Requests under way.</param>
/// <param name="CommittedUsd">US dollars spent and reserved by the run so far.</param>
/// <param name="Elapsed">Since this invocation began.</param>
/// <param name="Endpoint">What the endpoint allows and what waits for it.</param>
public sealed record RunProgress(
    long Texts, long Done, long Failed, long Requests, int InFlight, decimal CommittedUsd, TimeSpan Elapsed, EndpointSnapshot Endpoint);
