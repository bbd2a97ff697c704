using System.Globalization;
using CommentClassifier.Runs;

namespace CommentClassifier.Host.Commands;

/// <summary>Live progress on one line of a terminal; a line every ten seconds in a log.</summary>
internal sealed class RunBar(Session session) : IProgress<RunProgress>, IDisposable
{
    private const int Width = 24;
    private static readonly TimeSpan LogEvery = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private TimeSpan lastLogged;
    private bool open = true;

    /// <inheritdoc/>
    public void Report(RunProgress value)
    {
        lock (gate)
        {
            if (session.Quiet || !open || value.Texts == 0)
            {
                return;
            }

            if (session.ErrorIsTerminal)
            {
                session.Error.Write($"\r{Line(value, bar: true)}\e[K");
            }
            else if (value.Elapsed - lastLogged >= LogEvery)
            {
                lastLogged = value.Elapsed;
                session.Error.WriteLine(Line(value, bar: false));
            }
        }
    }

    /// <summary>Says something on a line of its own while the work goes on.</summary>
    public void Say(string line)
    {
        lock (gate)
        {
            if (open && !session.Quiet)
            {
                session.Error.WriteLine($"{(session.ErrorIsTerminal ? "\r\e[K" : "")}{line}");
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            if (open && session is { ErrorIsTerminal: true, Quiet: false })
            {
                session.Error.Write("\r\e[K");
            }

            open = false;
        }
    }

    private static string Line(RunProgress value, bool bar)
    {
        var share = (double)value.Done / value.Texts;
        var rate = value.Elapsed.TotalSeconds > 0 ? value.Done / value.Elapsed.TotalSeconds : 0;
        var left = rate > 0 ? TimeSpan.FromSeconds(Math.Ceiling((value.Texts - value.Done) / rate)).ToString("g", CultureInfo.InvariantCulture) : "?";
        var drawn = bar ? $"{new string('█', (int)(share * Width)).PadRight(Width, '░')} " : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{drawn}{share:P0} {value.Done:N0}/{value.Texts:N0} texts, {value.Failed:N0} failed, {AdmissionText.Of(value)}, ${value.CommittedUsd:0.00}, {rate:0}/s, {left} left");
    }
}
