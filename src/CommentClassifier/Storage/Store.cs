namespace CommentClassifier.Storage;

/// <summary>
/// The store: dockets, runs with their ledger, human labels and verdicts. What it holds is the truth; whatever crashes,
/// a restart reads it and goes on. Safe to use from many threads.
/// </summary>
public sealed class Store : IAsyncDisposable
{
    private readonly Database database;

    private Store(Database database)
    {
        this.database = database;
        Dockets = new(database);
        Comments = new(database);
        Runs = new(database);
        Replies = new(database);
        Humans = new(database);
        Samples = new(database);
        Verdicts = new(database);
        Prompts = new(database);
        Dialects = new(database);
        Users = new(database);
    }

    /// <summary>Which store this is, for people; never a password.</summary>
    public string Description => database.Description;

    /// <summary>Dockets and their import.</summary>
    public DocketStore Dockets { get; }

    /// <summary>Comments to browse, search and read.</summary>
    public CommentStore Comments { get; }

    /// <summary>Runs: their selection, requests, ledger, results and queue.</summary>
    public RunStore Runs { get; }

    /// <summary>Valid answers that need not be bought again.</summary>
    public ReplyCacheStore Replies { get; }

    /// <summary>What people labelled.</summary>
    public HumanLabelStore Humans { get; }

    /// <summary>Which comments are coded, by which design.</summary>
    public SampleStore Samples { get; }

    /// <summary>Who is right, and the adjudicated labels.</summary>
    public VerdictStore Verdicts { get; }

    /// <summary>Prompt versions that a run has used.</summary>
    public PromptStore Prompts { get; }

    /// <summary>What was learnt about endpoints.</summary>
    public DialectStore Dialects { get; }

    /// <summary>People, their sign-in links and keys.</summary>
    public UserStore Users { get; }

    /// <summary>Opens the store and brings its schema up to date.</summary>
    /// <param name="connection">A path or <c>Data Source=...</c> for SQLite; <c>Host=...</c> or <c>postgres://...</c> for PostgreSQL.</param>
    /// <param name="time">The clock of every stored time.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="StoreException">It cannot be reached, or a newer version of the program made it.</exception>
    public static Task<Store> OpenAsync(string connection, TimeProvider time, CancellationToken ct = default) =>
        OpenAsync(IsPostgres(connection) ? PostgresDatabase.Create(connection, time) : SqliteDatabase.Create(connection, time), ct);

    internal static async Task<Store> OpenAsync(Database database, CancellationToken ct = default)
    {
        try
        {
            await Task.Run(database.Migrate, ct);
            return new(database);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    internal Database Database => database;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static bool IsPostgres(string connection) =>
        connection.StartsWith("Host=", StringComparison.OrdinalIgnoreCase)
        || connection.StartsWith("Server=", StringComparison.OrdinalIgnoreCase)
        || connection.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase)
        || connection.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);
}
