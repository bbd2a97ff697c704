namespace CommentClassifier.Deduplication;

/// <summary>
/// A campaign: texts that are copies or near copies of each other (a form letter and its variants). Reported, never merged.
/// </summary>
/// <param name="Representative">The key of the member whose text occurs most often; the first in ordinal order among equals.</param>
/// <param name="Keys">All members, two or more, in ordinal order.</param>
/// <param name="DistinctTexts">How many different texts the members have; 1 when all are identical.</param>
public sealed record Family(string Representative, IReadOnlyList<string> Keys, int DistinctTexts);
