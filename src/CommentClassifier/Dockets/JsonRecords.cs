using System.Buffers;
using System.Runtime.CompilerServices;

namespace CommentClassifier.Dockets;

/// <summary>
/// Cuts a JSON file into its records without holding more than one: the elements of an array, those of the <c>data</c> of a list
/// page, or whole objects one after the other. It only counts brackets and strings, so that one broken record does not end the file.
/// </summary>
internal sealed class JsonRecords(DocketFile file, DocketLimits limits)
{
    private readonly ArrayBufferWriter<byte> _record = new(4096);
    private readonly List<byte> _key = [];
    private int _depth;
    private int _arrayDepth;
    private bool _inString;
    private bool _escaped;
    private bool _done;
    private long _row;

    /// <summary>Each record with its number from 1; <c>Whole</c> is false where the file ends inside it. The bytes are valid until the next one.</summary>
    public async IAsyncEnumerable<(long Row, ReadOnlyMemory<byte> Bytes, bool Whole)> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var buffer = new byte[1 << 16];
        int length;
        while (!_done && (length = await file.Content.ReadAsync(buffer, cancellation)) > 0)
        {
            for (var i = 0; i < length && !_done; i++)
            {
                if (Take(buffer[i]))
                {
                    yield return (++_row, _record.WrittenMemory, true);
                    _record.ResetWrittenCount();
                }
            }
        }

        if (!_done && _record.WrittenSpan.ContainsAnyExcept(" \t\r\n"u8))
        {
            yield return (++_row, _record.WrittenMemory, false);
        }
    }

    /// <summary>Takes the next byte; true when it ends a record.</summary>
    private bool Take(byte b)
    {
        if (_inString)
        {
            Keep(b);
            if (_depth == 1 && _arrayDepth == 0)
            {
                _key.Add(b);
            }

            // A raw line feed cannot be inside a JSON string: the quote was never closed, and the record is broken, not the file.
            _inString = b != (byte)'\n' && (_escaped || b != (byte)'"');
            _escaped = _inString && !_escaped && b == (byte)'\\';
            return false;
        }

        switch (b)
        {
            case (byte)'"':
                _inString = true;
                _key.Clear();
                Keep(b);
                return false;
            case (byte)'[' when _depth == 0 || (_depth == 1 && _arrayDepth == 0 && IsDataKey()):
                _arrayDepth = ++_depth;
                _record.ResetWrittenCount();
                return false;
            case (byte)'[' or (byte)'{':
                _depth++;
                Keep(b);
                return false;
            case (byte)']' when _depth == _arrayDepth:
                _done = true;
                return !IsBlank();
            case (byte)',' when _arrayDepth > 0 && _depth == _arrayDepth:
                return !IsBlank();
            case (byte)']' or (byte)'}':
                Keep(b);
                _depth = Math.Max(_depth - 1, _arrayDepth);
                return _depth == 0;
            default:
                if (!IsBlank() || b is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
                {
                    Keep(b);
                }

                return false;
        }
    }

    private bool IsDataKey() => _key is [(byte)'d', (byte)'a', (byte)'t', (byte)'a', (byte)'"'];

    private bool IsBlank() => _record.WrittenCount == 0;

    private void Keep(byte b)
    {
        if (_record.WrittenCount >= limits.MaxRecordBytes)
        {
            throw RecordMeter.TooLarge(file.Name, _row + 1, limits);
        }

        _record.GetSpan(1)[0] = b;
        _record.Advance(1);
    }
}
