namespace CommentClassifier.Dockets;

/// <summary>Stops a row or record that grows past its limit, whoever buffers it. The reader ahead of it calls <see cref="Next"/> after each record.</summary>
internal sealed class RecordMeter(Stream inner, string file, DocketLimits limits) : Stream
{
    private long _sinceRecord;
    private long _record = 1;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>A record ended; what is read from now on belongs to the next one.</summary>
    public void Next()
    {
        _sinceRecord = 0;
        _record++;
    }

    public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await inner.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>The error for a record over the limit, for readers that keep the bytes themselves.</summary>
    public static DocketFileException TooLarge(string file, long record, DocketLimits limits) =>
        new($"{file}: record {record} is larger than {limits.MaxRecordBytes:N0} bytes, most likely because a quote or a bracket is never closed; mend it or raise {DocketLimits.Setting(nameof(DocketLimits.MaxRecordBytes))}.");

    private int Counted(int bytes)
    {
        _sinceRecord += bytes;
        return _sinceRecord > limits.MaxRecordBytes ? throw TooLarge(file, _record, limits) : bytes;
    }
}
