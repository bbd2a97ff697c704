using System.CommandLine;
using System.Globalization;
using CommentClassifier.Runs;

namespace CommentClassifier.Host.Commands;

/// <summary><c>estimate</c>: tokens, requests, time and money before a cent is spent.</summary>
internal static class EstimateCommand
{
    public static Command Create()
    {
        var inputs = new RunInputs();
        var command = new Command("estimate", "Counts tokens, requests, time and money before a cent is spent. Nothing is sent.\n\nExample: comment-classifier estimate --docket COLC-2023-0006 --prompt ai-copyright@v2 --model gpt-4.1-mini --endpoint openai");
        inputs.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, inputs, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, RunInputs inputs, CancellationToken cancellationToken)
    {
        var session = Session.From(parsed);
        var endpoint = inputs.Endpoint(parsed, session);
        var options = inputs.Options(parsed);
        var store = await session.OpenStoreAsync(cancellationToken).ConfigureAwait(false);
        await using (store.ConfigureAwait(false))
        {
            var planned = await new RunPlanner(store, session.LoadPrompts()).PlanAsync(inputs.Order(parsed, endpoint), cancellationToken).ConfigureAwait(false);
            var estimate = await new Estimator(store).EstimateAsync(planned.Plan, options, endpoint, cancellationToken).ConfigureAwait(false);
            if (session.Json)
            {
                session.WriteJson(estimate);
                return 0;
            }

            Show(session, estimate);
        }

        return 0;
    }

    private static void Show(Session session, Estimate estimate)
    {
        var table = Tables.Plain($"{estimate.Prompt} on {estimate.Docket}", estimate.Model);
        table.Row("comments", Tables.Count(estimate.Comments));
        table.Row("distinct texts to send", Tables.Count(estimate.DistinctTexts));
        table.Row("requests", Tables.Count(estimate.Requests));
        table.Row("prompt tokens", Tables.Count(estimate.PromptTokens));
        table.Row("completion tokens", Tables.Count(estimate.CompletionTokens));
        table.Row("cost", estimate.CostUsd is { } cost ? $"{Tables.Usd(cost.Low)} – {Tables.Usd(cost.Expected)} – {Tables.Usd(cost.High)}" : "no price set");
        table.Row("time", TimeSpan.FromSeconds(Math.Ceiling(estimate.Seconds)).ToString("g", CultureInfo.InvariantCulture));
        session.Table.Write(table);
        foreach (var line in estimate.Assumptions)
        {
            session.Output.WriteLine($"  {line}");
        }
    }
}
