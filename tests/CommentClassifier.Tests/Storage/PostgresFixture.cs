using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CommentClassifier.Tests.Storage;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace CommentClassifier.Tests.Storage;

/// <summary>
/// A throw-away PostgreSQL for the whole test run, started when the first test asks. Where its binaries are missing the test is
/// skipped, but never in CI.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"cc-postgres-{Guid.NewGuid():N}");
    private string? binaries;
    private int port;
    private int databases;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A new, empty database.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        await gate.WaitAsync();
        try
        {
            if (port == 0)
                await StartAsync();
            var name = $"t{++databases}";
            await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
            await using var command = source.CreateCommand($"CREATE DATABASE {name}");
            await command.ExecuteNonQueryAsync();
            return ConnectionString(name);
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (port != 0)
            await RunAsync("pg_ctl", "-D", Path.Combine(folder, "data"), "-m", "immediate", "stop");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        gate.Dispose();
    }

    private static string? FindBinaries()
    {
        const string debian = "/usr/lib/postgresql";
        return Directory.Exists(debian)
            ? Directory.GetDirectories(debian).Select(d => Path.Combine(d, "bin")).Order().LastOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            : null;
    }

    private async Task StartAsync()
    {
        binaries = FindBinaries();
        if (binaries is null)
        {
            const string reason = "PostgreSQL is not installed (apt-get install postgresql).";
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(reason);
            Assert.Skip(reason);
        }

        Directory.CreateDirectory(folder);
        if (Environment.UserName == "root")
            await ExecuteAsync("chown", "postgres", folder);
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        var data = Path.Combine(folder, "data");
        await RunAsync("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await RunAsync(
            "pg_ctl", "-D", data, "-w", "-l", Path.Combine(folder, "log"), "-o",
            $"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c max_connections=200", "start");
    }

    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={port};Database={database};Username=postgres;Pooling=true";

    // PostgreSQL refuses to run as root.
    private Task RunAsync(string program, params string[] args) => Environment.UserName == "root"
        ? ExecuteAsync("runuser", ["-u", "postgres", "--", Path.Combine(binaries!, program), .. args])
        : ExecuteAsync(Path.Combine(binaries!, program), args);

    private static async Task ExecuteAsync(string file, params string[] args)
    {
        // The server inherits the streams of pg_ctl and would hold a pipe open for ever.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1", "sh", file, .. args])
        {
            WorkingDirectory = Path.GetTempPath(),
        })!;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{file} {string.Join(' ', args)} ended with {process.ExitCode}");
    }
}
