using System.Buffers;
using System.Runtime.CompilerServices;

namespace CommentClassifier.Dockets;

/// <summary>The lines of a file as bytes, blank ones left out, never holding more than one.</summary>
internal sealed class JsonLines(DocketFile file, DocketLimits limits)
{
    /// <summary>Each line with its number from 1, blank lines not counted. The bytes are valid until the next one.</summary>
    public async IAsyncEnumerable<(long Row, ReadOnlyMemory<byte> Bytes)> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var line = new ArrayBufferWriter<byte>(4096);
        var buffer = new byte[1 << 16];
        long row = 0;
        int length;
        do
        {
            length = await file.Content.ReadAsync(buffer, cancellation);
            for (var start = 0; start < length || length == 0;)
            {
                var feed = buffer.AsSpan(start, length - start).IndexOf((byte)'\n');
                var end = feed < 0 ? length : start + feed;
                line.Write(buffer.AsSpan(start, end - start));
                if (line.WrittenCount > limits.MaxRecordBytes)
                {
                    throw RecordMeter.TooLarge(file.Name, row + 1, limits);
                }

                start = end + 1;
                if (feed >= 0 || length == 0)
                {
                    if (line.WrittenSpan.ContainsAnyExcept(" \t\r\n"u8))
                    {
                        yield return (++row, line.WrittenMemory);
                    }

                    line.ResetWrittenCount();
                }

                if (length == 0)
                {
                    break;
                }
            }
        }
        while (length > 0);
    }
}
