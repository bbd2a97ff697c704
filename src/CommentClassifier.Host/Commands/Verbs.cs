using System.CommandLine;

namespace CommentClassifier.Host.Commands;

/// <summary>Every verb, in the order in which a user meets them.</summary>
internal static class Verbs
{
    public static IEnumerable<Command> All() =>
    [
        DemoCommand.Create(),
        ImportCommand.Create(),
        DocketsCommand.Create(),
        PromptsCommand.Create(),
        EstimateCommand.Create(),
        RunCommand.Create(),
        RunsCommand.Create(),
        LabelsCommand.Create(),
        SampleCommand.Create(),
        AgreementCommand.Create(),
        CompareCommand.Create(),
        BaselineCommand.Create(),
        AuditCommand.Create(),
        ExportCommand.Create(),
        ReportCommand.Create(),
        ServeCommand.Create(),
        UsersCommand.Create(),
        SimulateCommand.Create(),
        VerifyStatisticsCommand.Create(),
    ];
}
