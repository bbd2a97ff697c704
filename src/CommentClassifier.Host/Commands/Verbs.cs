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
<<<<<<< HEAD
        SampleCommand.Create(),
        AgreementCommand.Create(),
        CompareCommand.Create(),
        BaselineCommand.Create(),
        AuditCommand.Create(),
        ExportCommand.Create(),
        ReportCommand.Create(),
        ServeCommand.Create(),
<<<<<<< HEAD
<<<<<<< HEAD
        VerifyStatisticsCommand.Create(),
=======
        UsersCommand.Create(),
>>>>>>> deskcore
=======
        VerifyStatisticsCommand.Create(),
        UsersCommand.Create(),
>>>>>>> deskpages
=======
        SimulateCommand.Create(),
        DemoCommand.Create(),
>>>>>>> engine
    ];
}
