using System.Globalization;

namespace CommentClassifier.Host.Commands;

/// <summary>A count that runs on one line of a terminal, and is silent in a file.</summary>
internal sealed class LineCounter(Session session, string what) : IProgress<long>, IDisposable
{
    private readonly bool visible = session is { Quiet: false, ErrorIsTerminal: true };
    private bool written;

    /// <inheritdoc/>
    public void Report(long value)
    {
        if (visible)
        {
            session.Error.Write($"\r{value.ToString("N0", CultureInfo.InvariantCulture)} {what}");
            written = true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (written)
        {
            session.Error.Write("\r\e[K");
            written = false;
        }
    }
}
