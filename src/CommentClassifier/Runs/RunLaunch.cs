using System.Text.Json;

namespace CommentClassifier.Runs;

/// <summary>What the service needs beside the run's specification to launch it; stored as JSON with the queued run.</summary>
public sealed record RunLaunch
{
    /// <summary>The name of an endpoint in the settings, or the built-in one; never a URL.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The most comments one request carries.</summary>
    public int BatchSize { get; init; } = new RunOptions().BatchSize;

    /// <summary>The most the run may cost in all its life, in US dollars.</summary>
    public decimal? BudgetUsd { get; init; }

    /// <summary>Whether an answer that was bought before may be used again.</summary>
    public bool UseCache { get; init; } = true;

    /// <summary>Who queued it.</summary>
    public string? By { get; init; }

    /// <summary>Why it came to rest the last time, where a person must do something.</summary>
    public string? Note { get; init; }

    /// <summary>Reads what <see cref="ToJson"/> wrote; null for a run the service was never given.</summary>
    public static RunLaunch? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<RunLaunch>(json, JsonSerializerOptions.Web);

    /// <summary>As stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}
