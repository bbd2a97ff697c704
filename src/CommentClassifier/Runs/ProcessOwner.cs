using System.Diagnostics;
using System.Globalization;

namespace CommentClassifier.Runs;

/// <summary>Names a process so that another on the same machine can tell whether it still lives.</summary>
internal static class ProcessOwner
{
    /// <summary>This process: <c>machine:process:start</c>, the start in ticks.</summary>
    public static string Current { get; } = Describe(Process.GetCurrentProcess());

    /// <summary>False only when the owner was on this machine and is certainly gone.</summary>
    public static bool IsAlive(string owner)
    {
        var parts = owner.Split(':');
        if (parts.Length != 3 || parts[0] != Environment.MachineName || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var id))
        {
            return true;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return Describe(process) == owner;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string Describe(Process process) =>
        string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{process.Id}:{process.StartTime.ToUniversalTime().Ticks / TimeSpan.TicksPerSecond}");
}
