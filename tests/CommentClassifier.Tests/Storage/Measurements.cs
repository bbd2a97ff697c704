using System.Diagnostics;
using CommentClassifier.Dockets;
using CommentClassifier.Labels;
using CommentClassifier.Ledger;

namespace CommentClassifier.Tests.Storage;

public sealed class SqliteMeasurements(ITestOutputHelper output) : Measurements(null, output);

public sealed class PostgresMeasurements(PostgresFixture postgres, ITestOutputHelper output) : Measurements(postgres, output);

/// <summary>Figures in processor time, not assertions: run with <c>-explicit only -class ...</c>, in Release.</summary>
public abstract class Measurements(PostgresFixture? postgres, ITestOutputHelper output) : StoreTest(postgres)
{
    [Fact(Explicit = true)]
    public async Task Import_and_settling()
    {
        var words = string.Join(' ', Enumerable.Range(0, 130).Select(i => $"word{i % 97}"));
        var watch = new CpuWatch();
        await ImportAsync(Enumerable.Range(0, 20_000).Select(i => Row($"COLC-2023-0006-{i:000000}", $"{words} {i} {i * 7} {i % 13}")));
        output.WriteLine($"import 20,000 rows of ~900 characters: {watch.Elapsed.TotalSeconds:0.0} s");
        watch.Restart();
        await ImportAsync(Enumerable.Range(0, 20_000).Select(i => Row($"COLC-2023-0006-{i:000000}", $"{words} {i} {i * 7} {i % 13}")));
        output.WriteLine($"import again: {watch.Elapsed.TotalSeconds:0.0} s");

        foreach (var (batch, dimensions) in new[] { (1, 1), (20, 1), (1, 9), (20, 9) })
        {
            var run = (await Store.Runs.OpenAsync(Spec($"m{batch}/{dimensions}"), RunKind.Model)).Id;
            watch.Restart();
            await Store.Runs.SelectAsync(run, new());
            var select = watch.Elapsed;
            watch.Restart();
            var items = await Store.Runs.PendingAsync(run).ToListAsync();
            var pending = watch.Elapsed;
            var labels = Enumerable.Range(0, dimensions).Select(d => new AssignedLabel($"dimension{d}", "oppose", 0.9, new TextSpan(3, 40))).ToList();
            var comments = batch == 1 ? 4_000 : 16_000;
            var groups = items.Take(comments).Chunk(batch).Select(members => new PlannedRequest
            {
                Id = Guid.CreateVersion7(),
                BodyHash = new string('a', 64),
                Owner = "me",
                PlannedAt = Time.GetUtcNow(),
                Members = [.. members.Select((m, i) => new RequestMember(m.Id, $"a{i}", i))],
            }).Chunk(16).ToList();
            watch.Restart();
            foreach (var group in groups)
                await Store.Runs.PlanAsync(run, group);
            var plan = watch.Elapsed;
            watch.Restart();
            foreach (var group in groups)
            {
                await Store.Runs.SettleAsync(run, [.. group.Select(r => new SettledRequest
                {
                    Id = r.Id, SettledAt = Time.GetUtcNow(), Reply = new string('r', 60 * dimensions * batch), Model = "m", HttpAttempts = 1,
                    Outcomes = [.. r.Members.Select(m => new MemberOutcome(m.Text, CommentState.Labelled, 0, null, labels))],
                })]);
            }

            var settle = watch.Elapsed;
            watch.Restart();
            var summary = await Store.Runs.SummaryAsync(run);
            output.WriteLine(
                $"{batch} a request, {dimensions} dimension(s), 16 replies a commit: plan {plan.TotalMilliseconds / comments:0.0000}, settle {settle.TotalMilliseconds / comments:0.0000} ms a comment; " +
                $"select 20,000 {select.TotalMilliseconds:0} ms, pending {pending.TotalMilliseconds:0} ms, summary {watch.Elapsed.TotalMilliseconds:0} ms, labelled {summary.States.Labelled}");
        }

        watch.Restart();
        var page = await Store.Comments.SearchAsync(Docket, "word3 word5");
        output.WriteLine($"search of words every comment has: {watch.Elapsed.TotalMilliseconds:0.0} ms, {page.Lines.Count} lines");
        watch.Restart();
        await Store.Comments.BrowseAsync(Docket, CommentContent.Readable, 15_000);
        output.WriteLine($"browse: {watch.Elapsed.TotalMilliseconds:0.0} ms");
        watch.Restart();
        await Store.Comments.SearchAsync(Docket, "19991", 50);
        output.WriteLine($"search of a rare word: {watch.Elapsed.TotalMilliseconds:0.0} ms");
    }

    /// <summary>Processor time, user and system: the machine may be shared.</summary>
    private sealed class CpuWatch
    {
        private TimeSpan start = Process.GetCurrentProcess().TotalProcessorTime;

        public TimeSpan Elapsed => Process.GetCurrentProcess().TotalProcessorTime - start;

        public void Restart() => start = Process.GetCurrentProcess().TotalProcessorTime;
    }
}
