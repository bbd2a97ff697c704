using CommentClassifier.Agreement.Verification;

namespace CommentClassifier.Reports;

/// <summary>The reference cases that the program carries, or those of a file.</summary>
public static class ReferenceCases
{
    private const string Shipped = "CommentClassifier.statistics.cases.json";

    /// <summary>Verifies a file of cases; null: the shipped ones.</summary>
    /// <exception cref="ExpectedException">There is no such file, or it is no list of cases.</exception>
    public static VerificationResult Verify(string? file = null)
    {
        if (file is not null && !File.Exists(file))
            throw new ExpectedException($"{file}: there is no such file; without one, the cases shipped with the program are verified.");
        try
        {
            using var cases = file is null ? typeof(ReferenceCases).Assembly.GetManifestResourceStream(Shipped)! : File.OpenRead(file);
            return StatisticsVerifier.Verify(cases);
        }
        catch (ReferenceFileException failure)
        {
            throw new ExpectedException($"{file ?? "shipped cases"}: {failure.Message}", inner: failure);
        }
    }
}
