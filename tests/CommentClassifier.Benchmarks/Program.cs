using CommentClassifier.Benchmarks.Contestants;
using CommentClassifier.Benchmarks.Suites;
using CommentClassifier.Benchmarks.Support;

var arguments = new Arguments(args);
switch (arguments.Verb)
{
    case "server":
        return await BenchServer.ServeAsync(args[1..]);
    case "client":
        return await Client.RunAsync(arguments);
    case "micro":
        return MicroSuite.Run(args[1..]);
}

var suites = new Dictionary<string, Func<Arguments, Results, Task>>
{
    ["engine"] = EngineSuite.RunAsync,
    ["billed"] = BilledSuite.RunAsync,
    ["limits"] = LimitsSuite.RunAsync,
    ["memory"] = MemorySuite.RunAsync,
    ["crash"] = CrashSuite.RunAsync,
    ["statistics"] = StatisticsSuite.RunAsync,
    ["desk"] = DeskSuite.RunAsync,
};
if (arguments.Verb != "all" && !suites.ContainsKey(arguments.Verb))
{
    Console.Error.WriteLine($"usage: dotnet run -c Release --project tests/CommentClassifier.Benchmarks -- <all|{string.Join('|', suites.Keys)}|micro> [--quick] [--requests n] [--rounds n] [--prompt name@version] [--in-flight n,n]");
    return 2;
}

await Product.PublishAsync();
var results = new Results(arguments);
foreach (var (name, run) in suites.Where(suite => arguments.Verb == "all" || suite.Key == arguments.Verb))
{
    try
    {
        await run(arguments, results);
    }
    catch (InvalidOperationException failure)
    {
        results.Skip(name, failure.Message);
    }
}

return await results.FinishAsync();
