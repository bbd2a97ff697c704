using CommentClassifier.Runs;

namespace CommentClassifier.Tests.Runs;

public sealed class RunLoopTests
{
    [Theory]
    [InlineData(0, 0, 0, 1, false)]
    [InlineData(2, 1, 0, 1, true)] // One on the wire, one ready to follow.
    [InlineData(512, 512, 0, 512, false)]
    [InlineData(640, 512, 0, 512, true)] // A quarter of the wire is ready to follow.
    [InlineData(640, 384, 256, 512, false)] // Answers that wait for their commit do not keep requests from the free places.
    [InlineData(1023, 511, 512, 512, true)] // But the store is not left behind.
    public void As_much_is_sent_as_the_endpoint_takes_and_the_store_can_follow(int inFlight, int onWire, int answered, int limit, bool full) =>
        Assert.Equal(full, RunLoop.IsFull(inFlight, onWire, answered, limit));
}
