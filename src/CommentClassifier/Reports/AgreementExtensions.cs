using CommentClassifier.Agreement.Reporting;

namespace CommentClassifier.Reports;

internal static class AgreementExtensions
{
    /// <summary>Whether the document has corrected shares.</summary>
    public static bool Corrected(this DimensionAgreement agreement) => agreement.Prevalence?.Any(p => p.EstimatedShare is not null) == true;
}
