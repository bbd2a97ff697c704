using System.IO.Compression;
using System.Text;

namespace CommentClassifier.Dockets;

/// <summary>An open docket file, unpacked and capped, with its first bytes to look at.</summary>
internal sealed class DocketFile : IAsyncDisposable
{
    private const int HeadBytes = 64 * 1024;

    private readonly Stream _unpacked;

    private DocketFile(string path, Stream unpacked, byte[] head)
    {
        Path = path;
        Name = System.IO.Path.GetFileName(path);
        _unpacked = unpacked;
        Head = head;
        Content = new Rejoined(head, unpacked);
    }

    public string Path { get; }

    public string Name { get; }

    /// <summary>The first bytes of the content, without a byte order mark.</summary>
    public byte[] Head { get; }

    /// <summary>The whole content from its start, without a byte order mark.</summary>
    public Stream Content { get; }

    public static async Task<DocketFile> OpenAsync(string path, DocketLimits limits, CancellationToken cancellation)
    {
        Stream file;
        try
        {
            file = new FileStream(path, new FileStreamOptions { Access = FileAccess.Read, Share = FileShare.ReadWrite, Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 1 << 16 });
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new DocketFileException($"{path}: cannot be opened ({refused.Message.TrimEnd('.')}).", refused);
        }

        try
        {
            var name = System.IO.Path.GetFileName(path);
            var magic = new byte[2];
            var packed = await file.ReadAtLeastAsync(magic, 2, throwOnEndOfStream: false, cancellation) == 2 && magic is [0x1F, 0x8B];
            file.Position = 0;
            var unpacked = new CappedStream(packed ? new GZipStream(file, CompressionMode.Decompress) : file, name, limits, packed ? () => file.Position : null);
            var head = new byte[HeadBytes];
            var length = await unpacked.ReadAtLeastAsync(head, HeadBytes, throwOnEndOfStream: false, cancellation);
            var start = head.AsSpan(0, length).StartsWith(Encoding.UTF8.Preamble) ? 3 : 0;
            return new DocketFile(path, unpacked, head[start..length]);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _unpacked.DisposeAsync();

    /// <summary>The bytes looked at, then the rest.</summary>
    private sealed class Rejoined(byte[] head, Stream rest) : Stream
    {
        private int _taken;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => _taken < head.Length ? Take(buffer.AsSpan(offset, count)) : rest.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            _taken < head.Length ? ValueTask.FromResult(Take(buffer.Span)) : rest.ReadAsync(buffer, cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Take(Span<byte> into)
        {
            var length = Math.Min(into.Length, head.Length - _taken);
            head.AsSpan(_taken, length).CopyTo(into);
            _taken += length;
            return length;
        }
    }
}
