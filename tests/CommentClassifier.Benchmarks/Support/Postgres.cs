using System.Net;
using System.Net.Sockets;

namespace CommentClassifier.Benchmarks.Support;

/// <summary>A throw-away PostgreSQL from Debian's package, on loopback; it goes with its folder.</summary>
internal sealed class Postgres : IAsyncDisposable
{
    private readonly string binaries;
    private readonly string folder;
    private readonly int port;

    private Postgres(string binaries, string folder, int port)
    {
        this.binaries = binaries;
        this.folder = folder;
        this.port = port;
    }

    /// <summary>Started, or null where it is not installed.</summary>
    public static async Task<Postgres?> StartAsync()
    {
        const string debian = "/usr/lib/postgresql";
        var found = Directory.Exists(debian) ? Directory.GetDirectories(debian).Select(d => Path.Combine(d, "bin")).Order().LastOrDefault(d => File.Exists(Path.Combine(d, "initdb"))) : null;
        if (found is null)
        {
            return null;
        }

        // Not in the working copy: the server's own user may not reach that.
        var server = new Postgres(found, Directory.CreateTempSubdirectory("cc-bench-postgres-").FullName, FreePort());
        if (Environment.UserName == "root")
        {
            await server.ExecuteAsync("chown", ["postgres", server.folder]);
        }

        var data = Path.Combine(server.folder, "data");
        await server.ProgramAsync("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await server.ProgramAsync("pg_ctl", "-D", data, "-w", "-l", Path.Combine(server.folder, "log"), "-o", $"-p {server.port} -k {server.folder} -c listen_addresses=127.0.0.1", "start");
        return server;
    }

    /// <summary>A new, empty database.</summary>
    public async Task<string> CreateAsync(string name)
    {
        await ProgramAsync("createdb", "-h", "127.0.0.1", "-p", Self.Number(port), "-U", "postgres", name);
        return $"Host=127.0.0.1;Port={Self.Number(port)};Database={name};Username=postgres";
    }

    public async ValueTask DisposeAsync()
    {
        await ProgramAsync("pg_ctl", "-D", Path.Combine(folder, "data"), "-m", "immediate", "stop");
        Directory.Delete(folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // PostgreSQL refuses to run as root.
    private Task ProgramAsync(string program, params string[] arguments) => Environment.UserName == "root"
        ? ExecuteAsync("runuser", ["-u", "postgres", "--", Path.Combine(binaries, program), .. arguments])
        : ExecuteAsync(Path.Combine(binaries, program), arguments);

    // The server inherits the streams of pg_ctl and would hold a pipe open for ever.
    private async Task ExecuteAsync(string program, string[] arguments)
    {
        var ran = await Child.RunAsync("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", program, .. arguments], folder);
        if (ran.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {Self.Number(ran.ExitCode)}.");
        }
    }
}
