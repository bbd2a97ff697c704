using CommentClassifier.Ledger;

namespace CommentClassifier.Runs;

/// <summary>What this invocation has done so far, for progress; the truth is in the store. Thread-safe.</summary>
internal sealed class RunTally
{
    private long requests;
    private long done;
    private long failed;

    /// <summary>Requests settled.</summary>
    public long Requests => Interlocked.Read(ref requests);

    /// <summary>Texts that have their final state.</summary>
    public long Done => Interlocked.Read(ref done);

    /// <summary>Of these, how many are not labelled.</summary>
    public long Failed => Interlocked.Read(ref failed);

    /// <summary>Counts a settled request; what a control says of a text that is labelled already is not counted again.</summary>
    public void Add(SettledRequest settled, RequestPurpose purpose = RequestPurpose.Label)
    {
        Interlocked.Increment(ref requests);
        if (purpose is RequestPurpose.Control or RequestPurpose.Neighbour)
        {
            return;
        }

        foreach (var outcome in settled.Outcomes)
        {
            if (outcome.State == CommentState.Pending)
            {
                continue;
            }

            Interlocked.Increment(ref done);
            if (outcome.State != CommentState.Labelled)
            {
                Interlocked.Increment(ref failed);
            }
        }
    }
}
