using System.CommandLine;

namespace CommentClassifier.Host.Commands;

/// <summary>Every verb, in the order in which a user meets them.</summary>
internal static class Verbs
{
    public static IEnumerable<Command> All() =>
    [
        ImportCommand.Create(),
        DocketsCommand.Create(),
        PromptsCommand.Create(),
        EstimateCommand.Create(),
        RunCommand.Create(),
        RunsCommand.Create(),
        LabelsCommand.Create(),
        SimulateCommand.Create(),
        DemoCommand.Create(),
    ];
}
