using CommentClassifier.Endpoints;
using CommentClassifier.Ledger;
using CommentClassifier.Runs;
using FsCheck.Xunit;
using static CommentClassifier.Tests.Runs.Given;

namespace CommentClassifier.Tests.Runs;

public sealed class ReplyJudgeTests
{
    private readonly ReplyJudge judge = Judge();

    [Fact]
    public void Valid_items_are_kept_and_the_missing_asked_again()
    {
        var batch = BatchOf(3);
        var result = judge.Judge(batch, Asked(batch), AnswerFor(1, 3));
        Assert.Equal([CommentState.Labelled, CommentState.Pending, CommentState.Labelled], result.Outcomes.Select(o => o.State));
        Assert.Equal([2L], Assert.Single(result.Next).Items.Select(item => item.Id.Value));
    }

    [Fact]
    public void A_reply_broken_as_a_whole_is_asked_once_more_then_halved_and_spends_no_attempt()
    {
        var batch = BatchOf(4);
        var once = judge.Judge(batch, Asked(batch), Answer("sorry, no JSON"));
        var again = Assert.Single(once.Next);
        Assert.Equal(4, again.Items.Count);
        var twice = judge.Judge(again, Asked(again), Answer("still none"));
        Assert.Equal([2, 2], twice.Next.Select(next => next.Items.Count));
        Assert.All(once.Outcomes.Concat(twice.Outcomes), outcome => Assert.Equal((CommentState.Pending, 0), (outcome.State, outcome.Attempts)));
    }

    [Fact]
    public void A_bad_answer_in_company_spends_no_attempt_and_leads_to_being_asked_alone()
    {
        var batch = BatchOf(4);
        var once = judge.Judge(batch, Asked(batch), AnswerFor(1, 2));
        var again = Assert.Single(once.Next);
        Assert.Equal([3L, 4L], again.Items.Select(item => item.Id.Value));
        var twice = judge.Judge(again, Asked(again), AnswerFor());
        Assert.Equal([3L, 4L], twice.Next.Select(next => Assert.Single(next.Items).Id.Value));
        Assert.All(twice.Outcomes, outcome => Assert.Equal((CommentState.Pending, 0), (outcome.State, outcome.Attempts)));
        var alone = twice.Next[0];
        Assert.Equal(1, Assert.Single(judge.Judge(alone, Asked(alone), AnswerFor()).Outcomes).Attempts);
    }

    [Property]
    public void However_a_server_leaves_items_out_the_asking_ends(byte size, int[] answered)
    {
        var turn = 0;
        var open = new Queue<Batch>([BatchOf(1 + (size % 12))]);
        var asked = 0;
        while (open.TryDequeue(out var batch))
        {
            Assert.True(++asked < 100);
            var lucky = answered is { Length: > 0 } ? (int)((uint)answered[turn++ % answered.Length] % 14) : 0;
            foreach (var next in judge.Judge(batch, Asked(batch), AnswerFor(lucky)).Next)
            {
                open.Enqueue(next);
            }
        }
    }

    [Fact]
    public void A_truncated_reply_is_broken_even_when_its_json_parses()
    {
        var batch = BatchOf(2);
        var result = judge.Judge(batch, Asked(batch), Answer("""{"results":[{"id":"a1","stance":"oppose"},{"id":"a2","stance":"oppose"}]}""", "length"));
        Assert.DoesNotContain(result.Outcomes, outcome => outcome.State == CommentState.Labelled);
        Assert.Single(result.Next);
    }

    [Theory]
    [InlineData(CommentState.Invalid)]
    [InlineData(CommentState.Refused)]
    [InlineData(CommentState.Filtered)]
    public void A_comments_own_third_bad_reply_ends_it_and_never_as_a_label(CommentState expected)
    {
        ChatOutcome bad = expected switch
        {
            CommentState.Refused => new ChatOutcome.Answered("", "stop", null, null, null) { Refusal = "I cannot." },
            CommentState.Filtered => Failure(ChatFailure.ContentFilter),
            _ => Answer("[]"),
        };
        var batch = BatchOf(1);
        for (var attempt = 1; attempt < ReplyJudge.MostAttempts; attempt++)
        {
            var result = judge.Judge(batch, Asked(batch), bad);
            Assert.Equal((CommentState.Pending, attempt), (result.Outcomes[0].State, result.Outcomes[0].Attempts));
            batch = Assert.Single(result.Next);
        }

        var last = judge.Judge(batch, Asked(batch), bad);
        Assert.Empty(last.Next);
        Assert.Equal(expected, last.Outcomes[0].State);
        Assert.NotNull(last.Outcomes[0].Reason);
        Assert.Empty(last.Outcomes[0].Labels);
    }

    [Theory]
    [InlineData(ChatFailure.ContextOverflow)]
    [InlineData(ChatFailure.TooLargeForLimit)]
    public void What_is_too_large_is_split_and_alone_it_is_oversized(ChatFailure kind)
    {
        var batch = BatchOf(2);
        var split = judge.Judge(batch, Asked(batch), Failure(kind));
        Assert.Equal([1, 1], split.Next.Select(next => next.Items.Count));
        var alone = split.Next[0];
        Assert.Equal(CommentState.Oversized, judge.Judge(alone, Asked(alone), Failure(kind)).Outcomes[0].State);
    }

    [Theory]
    [InlineData(ChatFailure.Billing, RunStop.Billing, 3)]
    [InlineData(ChatFailure.Authentication, RunStop.Authentication, 1)]
    [InlineData(ChatFailure.Configuration, RunStop.Configuration, 1)]
    public void What_concerns_every_request_pauses_the_run_and_burns_no_attempt(ChatFailure kind, RunStop stop, int exitCode)
    {
        var batch = BatchOf(2);
        var result = judge.Judge(batch, Asked(batch), Failure(kind));
        Assert.Equal((stop, exitCode), (result.End!.Stop, result.End.ExitCode));
        Assert.All(result.Outcomes, outcome => Assert.Equal((CommentState.Pending, 0), (outcome.State, outcome.Attempts)));
    }

    [Fact]
    public void A_comment_the_endpoint_fails_on_is_given_up_on_after_a_bounded_number_of_outages()
    {
        var next = new Queue<Batch>([BatchOf(3)]);
        var finals = new List<CommentState>();
        var asked = 0;
        while (next.TryDequeue(out var batch))
        {
            Assert.True(++asked < 100);
            var result = judge.Judge(batch, Asked(batch), Failure(ChatFailure.Unavailable));
            finals.AddRange(result.Outcomes.Where(outcome => outcome.State != CommentState.Pending).Select(outcome => outcome.State));
            foreach (var follow in result.Next)
            {
                next.Enqueue(follow);
            }
        }

        Assert.Equal([CommentState.Invalid, CommentState.Invalid, CommentState.Invalid], finals);
    }

    [Property]
    public void Every_member_is_in_exactly_one_outcome_and_the_pending_are_exactly_those_asked_next(byte size, int[] answered, byte kind, string garbage)
    {
        var batch = BatchOf(1 + (size % 12));
        ChatOutcome outcome = (kind % 4) switch
        {
            0 => AnswerFor([.. answered.Select(id => 1 + (int)((uint)id % 14))]),
            1 => Answer(garbage ?? ""),
            2 => Failure((ChatFailure)(kind / 4 % 7)),
            _ => Answer(garbage ?? "", "length"),
        };
        var result = judge.Judge(batch, Asked(batch), outcome);
        Assert.Equal(batch.Items.Select(item => item.Id).Order(TextIdOrder), result.Outcomes.Select(o => o.Text).Order(TextIdOrder));
        if (result.End is null)
        {
            var pending = result.Outcomes.Where(o => o.State == CommentState.Pending).Select(o => o.Text).Order(TextIdOrder);
            Assert.Equal(pending, result.Next.SelectMany(next => next.Items).Select(item => item.Id).Order(TextIdOrder));
        }
    }

    private static readonly Comparer<TextId> TextIdOrder = Comparer<TextId>.Create((a, b) => a.Value.CompareTo(b.Value));
}
