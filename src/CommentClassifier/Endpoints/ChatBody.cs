using System.ClientModel;
using System.Text;

namespace CommentClassifier.Endpoints;

/// <summary>
/// The bytes of one chat completion request: a beginning that all requests of a run share in memory, and an end of its own. A long prompt is
/// so written once and not with every request, and what is in flight holds only the comments. May be sent any number of times.
/// </summary>
internal sealed class ChatBody(ReadOnlyMemory<byte> beginning, ReadOnlyMemory<byte> end) : BinaryContent
{
    /// <inheritdoc/>
    public override bool TryComputeLength(out long length)
    {
        length = beginning.Length + end.Length;
        return true;
    }

    /// <inheritdoc/>
    public override void WriteTo(Stream stream, CancellationToken cancellationToken = default)
    {
        stream.Write(beginning.Span);
        stream.Write(end.Span);
    }

    /// <inheritdoc/>
    public override async Task WriteToAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        await stream.WriteAsync(beginning, cancellationToken).ConfigureAwait(false);
        await stream.WriteAsync(end, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The JSON.</summary>
    public override string ToString() => Encoding.UTF8.GetString(beginning.Span) + Encoding.UTF8.GetString(end.Span);

    /// <inheritdoc/>
    public override void Dispose()
    {
        // Only memory.
    }
}
