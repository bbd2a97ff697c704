using System.Text.Json;

namespace CommentClassifier.Agreement.Verification;

/// <summary>
/// Runs reference cases through the code the product uses. Pass rule: |x - e| &lt;= abs + rel |e|, tolerance.keys overriding by key;
/// null must be null. A broken case fails with its reason and never stops the others.
/// </summary>
public static class StatisticsVerifier
{
    /// <summary>Verifies a file's text. Throws <see cref="ReferenceFileException"/> when it is not a list of cases.</summary>
    public static VerificationResult Verify(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            return Verify(document);
        }
        catch (JsonException error)
        {
            throw new ReferenceFileException($"The reference file is not valid JSON (line {error.LineNumber + 1}); correct it or export it again.", error);
        }
    }

    /// <summary>Verifies a file's stream.</summary>
    public static VerificationResult Verify(Stream json)
    {
        ArgumentNullException.ThrowIfNull(json);
        using var reader = new StreamReader(json);
        return Verify(reader.ReadToEnd());
    }

    /// <summary>Verifies a parsed file.</summary>
    public static VerificationResult Verify(JsonDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        var elements = ReferenceCase.List(document.RootElement);
        var failed = new List<FailedFigure>();
        var unsupported = new List<UnsupportedCase>();
        var sources = new List<VerifiedCase>();
        for (var index = 0; index < elements.Count; index++)
        {
            var before = failed.Count + unsupported.Count;
            var id = ReferenceCase.IdOf(elements[index], index);
            var (statistic, source) = ("", (string?)null);
            try
            {
                var reference = ReferenceCase.Read(elements[index], index);
                (statistic, source) = (reference.Statistic, reference.Source);
                if (!StatisticCatalogue.TryFind(statistic, out var compute)) unsupported.Add(new UnsupportedCase(id, statistic));
                else failed.AddRange(FigureComparison.Differences(reference, compute(new CaseReader(reference))));
            }
            catch (ReferenceFileException error)
            {
                failed.Add(new FailedFigure(id, "(case)", "a case that can be read", error.Message));
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                failed.Add(new FailedFigure(id, "(case)", "a case that can be computed", $"Case {id}: {error.Message} Correct its data or options."));
            }
            sources.Add(new VerifiedCase(id, statistic, source, failed.Count + unsupported.Count == before));
        }
        return new VerificationResult(elements.Count, sources.Count(s => s.Passed), failed, unsupported, sources);
    }

    /// <summary>The statistics that can be verified.</summary>
    public static IReadOnlyList<string> Statistics => StatisticCatalogue.Names;
}
