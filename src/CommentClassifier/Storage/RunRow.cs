using System.Text.Json;
using CommentClassifier.Dockets;
using CommentClassifier.Ledger;

namespace CommentClassifier.Storage;

/// <summary>A row of <c>runs</c>.</summary>
internal sealed class RunRow
{
    public const string Columns =
        """
        r.id, r.name, r.docket, r.kind, r.spec, r.replicate, r.created_at AS CreatedAt, r.owner, r.lease_until AS LeaseUntil,
        r.lease_token AS LeaseToken, r.status, r.priority, r.launch, r.queued_at AS QueuedAt
        """;

    public long Id { get; set; }

    public string Name { get; set; } = "";

    public long Docket { get; set; }

    public string Kind { get; set; } = "";

    public string Spec { get; set; } = "";

    public long Replicate { get; set; }

    public long CreatedAt { get; set; }

    public string? Owner { get; set; }

    public long? LeaseUntil { get; set; }

    public long LeaseToken { get; set; }

    public string Status { get; set; } = "";

    public long Priority { get; set; }

    public string? Launch { get; set; }

    public long? QueuedAt { get; set; }

    public RunRecord Record
    {
        get
        {
            var stored = JsonSerializer.Deserialize<StoredSpec>(Spec)!;
            var spec = new RunSpec
            {
                Docket = new DocketId(stored.Docket),
                Prompt = stored.Prompt,
                PromptHash = stored.PromptHash,
                Variables = stored.Variables,
                Model = stored.Model,
                Endpoint = stored.Endpoint,
                Parameters = stored.Parameters,
                Replicate = (int)Replicate,
            };
            return new(new(Name), spec, Column.At(CreatedAt), Enum.Parse<RunKind>(Kind));
        }
    }

    public QueuedRun Queued => new(
        Record, Enum.Parse<RunStatus>(Status, ignoreCase: true), (int)Priority, Launch, Column.At(QueuedAt), Owner);
}

/// <summary>A specification as stored; variables in ordinal order so that equal specifications are equal bytes.</summary>
internal sealed record StoredSpec(
    string Docket, string Prompt, string PromptHash, SortedDictionary<string, string> Variables, string Model, string Endpoint, string Parameters)
{
    public static StoredSpec Of(RunSpec spec) => new(
        spec.Docket.Value, spec.Prompt, spec.PromptHash, new(spec.Variables.ToDictionary(), StringComparer.Ordinal), spec.Model,
        spec.Endpoint, spec.Parameters);
}
