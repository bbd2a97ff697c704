using CommentClassifier.Runs;
using Microsoft.AspNetCore.Http;

namespace CommentClassifier.Host.Api;

/// <summary>What was asked for is not there.</summary>
public sealed class MissingException(string message) : ExpectedException(message);

/// <summary>A failure that a caller can mend, as problem details with its one line.</summary>
internal sealed class Problems : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context).ConfigureAwait(false);
        }
        catch (ExpectedException failure)
        {
            return TypedResults.Problem(failure.Message.ReplaceLineEndings(" "), statusCode: StatusOf(failure));
        }
        catch (BadHttpRequestException failure)
        {
            return TypedResults.Problem(failure.Message, statusCode: failure.StatusCode);
        }
    }

    /// <summary>404 for what is not there, 409 for what cannot be done now, 400 for the rest.</summary>
    public static int StatusOf(ExpectedException failure) => failure switch
    {
        MissingException => StatusCodes.Status404NotFound,
        RunStatusException => StatusCodes.Status409Conflict,
        _ => StatusCodes.Status400BadRequest,
    };
}
