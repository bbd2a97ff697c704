using CommentClassifier.Reports;
using CommentClassifier.Storage;
using Microsoft.Extensions.Hosting;

namespace CommentClassifier.Host.Service;

/// <summary>Counts the runs of a large docket once after a start and gathers their audits, so that the first person does not wait for it.</summary>
internal sealed class WarmUp(Store store) : BackgroundService
{
    private const int Most = 8;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var runs = (await store.Runs.ListAsync(null, recent: true, stoppingToken).ConfigureAwait(false)).Take(Most).ToList();
            foreach (var run in runs)
            {
                await AuditSource.ItemsAsync(store, run.Run, stoppingToken).ConfigureAwait(false);
            }

            foreach (var run in runs)
            {
                await store.Runs.LabelCountsAsync(run.Run.Id, recent: true, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (Exception failure) when (failure is ExpectedException or OperationCanceledException)
        {
            // Only a convenience: whoever needs a figure counts it, and is told what is wrong.
        }
    }
}
