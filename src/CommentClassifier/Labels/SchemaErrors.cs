using NJsonSchema.Validation;

namespace CommentClassifier.Labels;

/// <summary>One line a person can act on, without the comment's text.</summary>
internal static class SchemaErrors
{
    private const int MaxPath = 80;

    /// <summary>Describes the innermost error, which is the one that says what is wrong.</summary>
    public static string Describe(ValidationError error)
    {
        if (error is ChildSchemaValidationError { Errors: var byChild } && byChild.Values.SelectMany(e => e).FirstOrDefault() is { } inner)
            return Describe(inner);
        var path = (error.Path ?? "").TrimStart('#', '/');
        var problem = error.Kind switch
        {
            ValidationErrorKind.PropertyRequired => "is missing",
            ValidationErrorKind.NoAdditionalPropertiesAllowed => "is not a property of the schema",
            ValidationErrorKind.NotInEnumeration => "is not a label of the codebook",
            ValidationErrorKind.StringExpected => "is not a string",
            ValidationErrorKind.NumberExpected => "is not a number",
            ValidationErrorKind.ObjectExpected => "is not an object",
            var kind => kind.ToString(),
        };
        return $"{(path.Length > MaxPath ? path[..MaxPath] : path)} {problem}";
    }
}
