namespace CommentClassifier.Dockets;

/// <summary>Counts what is read, and stops a file that grows past its limits while it is unpacked.</summary>
internal sealed class CappedStream(Stream inner, string file, DocketLimits limits, Func<long>? packedBytes) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return Counted(inner.Read(buffer));
        }
        catch (InvalidDataException damaged)
        {
            throw Damaged(damaged);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Counted(await inner.ReadAsync(buffer, cancellationToken));
        }
        catch (InvalidDataException damaged)
        {
            throw Damaged(damaged);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Counted(int bytes)
    {
        _read += bytes;
        if (_read > limits.MaxExpandedBytes)
        {
            throw new DocketFileException(
                $"{file}: holds more than {limits.MaxExpandedBytes:N0} bytes unpacked; split it or raise {DocketLimits.Setting(nameof(DocketLimits.MaxExpandedBytes))}.");
        }

        // The unpacker reads ahead, so what it has taken in is never less than what it gave out cost: the ratio errs to the low side.
        if (packedBytes is not null && _read > limits.RatioFreeBytes && _read / Math.Max(1, packedBytes()) >= limits.MaxExpansionRatio)
        {
            throw new DocketFileException(
                $"{file}: unpacks to more than {limits.MaxExpansionRatio} times its size; unpack it yourself if you trust it, or raise {DocketLimits.Setting(nameof(DocketLimits.MaxExpansionRatio))}.");
        }

        return bytes;
    }

    private DocketFileException Damaged(InvalidDataException inner) =>
        new($"{file}: the gzip data is damaged after {_read:N0} unpacked bytes; fetch the file again.", inner);
}
