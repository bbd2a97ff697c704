using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CommentClassifier.Host.Simulator;

namespace CommentClassifier.Host.Commands;

/// <summary>The options of <c>simulate</c>, and what they mean.</summary>
internal sealed class SimulatorInputs
{
    private static readonly string[] Forms = ["strict", "json_schema", "json_object"];
    private static readonly string[] Parameters = ["max_tokens", "max_completion_tokens", "temperature", "seed"];

    private static readonly Dictionary<string, string> FaultNames = typeof(SimulatorFaults).GetProperties()
        .ToDictionary(property => JsonNamingPolicy.KebabCaseLower.ConvertName(property.Name), property => property.Name);

    private readonly Option<string?> urls = new("--urls") { HelpName = "url", Description = "Where to listen, on loopback. Default: http://127.0.0.1:0 (any free port)." };
    private readonly Option<string?> model = new("--model") { HelpName = "name", Description = "Offer this model only; others get a 404. Default: any name will do." };
    private readonly Option<double?> rpm = new("--rpm") { HelpName = "n", Description = "Requests a minute. Default: no limit." };
    private readonly Option<double?> tpm = new("--tpm") { HelpName = "n", Description = "Tokens a minute. Default: no limit." };
    private readonly Option<double> window = new("--window") { HelpName = "seconds", Description = "The stretch over which limits are enforced, 0.1 to 60. Default: 1.", DefaultValueFactory = _ => 1 };
    private readonly Option<bool> bucket = new("--bucket") { Description = "A bucket that refills all the time instead of fixed windows." };
    private readonly Option<bool> charge = new("--charge-at-admission") { Description = "Charge prompt plus output limit at admission, as Azure does." };
    private readonly Option<HeaderDialect> headers = new("--headers") { HelpName = "openai|azure|none", Description = "Whose rate-limit headers to send. Default: openai.", DefaultValueFactory = _ => HeaderDialect.OpenAI };
    private readonly Option<double> latency = new("--latency") { HelpName = "ms", Description = "Median time to answer. Default: 0." };
    private readonly Option<double> sigma = new("--latency-sigma") { HelpName = "sigma", Description = "Spread of the time to answer (lognormal). Default: 0, always the same." };
    private readonly Option<int?> pending = new("--max-pending") { HelpName = "n", Description = "Requests it holds before it answers 503." };
    private readonly Option<int?> context = new("--context") { HelpName = "tokens", Description = "The context window." };
    private readonly Option<bool> cut = new("--cut-prompts") { Description = "With --context: cut what does not fit without a word, as Ollama does, instead of refusing it." };
    private readonly Option<string?> key = new("--api-key") { HelpName = "key", Description = "Refuse requests without this key. Default: none is asked for." };
    private readonly Option<long?> billing = new("--billing-after") { HelpName = "n", Description = "Refuse with a billing error after so many answers." };
    private readonly Option<string[]> faults = new("--fault") { HelpName = "name=probability", Description = $"A fault, by share of requests; may be given again. Names: {string.Join(", ", FaultNames.Keys)}." };
    private readonly Option<string[]> refuse = new("--refuse") { HelpName = "form|parameter", Description = $"Refuse a response format ({string.Join(", ", Forms)}) or a parameter ({string.Join(", ", Parameters)}); may be given again." };
    private readonly Option<string?> obey = new("--obey") { HelpName = "marker", Description = "Obey a text that holds this: its whole request gets the first label of every dimension." };
    private readonly Option<string?> poison = new("--poison") { HelpName = "marker", Description = "A text that holds this never gets a valid answer." };
    private readonly Option<long> seed = new("--seed") { HelpName = "n", Description = "The seed of everything random. Default: 1.", DefaultValueFactory = _ => 1 };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { urls, model, rpm, tpm, window, bucket, charge, headers, latency, sigma, pending, context, cut, key, billing, faults, refuse, obey, poison, seed })
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The simulator asked for.</summary>
    /// <exception cref="ExpectedException">A figure out of range, or a name it does not know.</exception>
    public SimulatorOptions Options(ParseResult parsed)
    {
        var refused = parsed.GetValue(refuse) ?? [];
        if (refused.FirstOrDefault(name => !Forms.Contains(name) && !Parameters.Contains(name)) is { } unknown)
        {
            throw new ExpectedException($"--refuse {unknown}: it must be one of {string.Join(", ", Forms.Concat(Parameters))}.", 2);
        }

        return new SimulatorOptions
        {
            Port = Port(parsed.GetValue(urls)),
            Model = parsed.GetValue(model) ?? new SimulatorOptions().Model,
            AnyModel = parsed.GetValue(model) is null,
            Rpm = Positive(parsed, rpm),
            Tpm = Positive(parsed, tpm),
            WindowSeconds = parsed.GetValue(window),
            FixedWindows = !parsed.GetValue(bucket),
            ChargesAtAdmission = parsed.GetValue(charge),
            Headers = parsed.GetValue(headers),
            LatencyMs = NotNegative(parsed, latency),
            LatencySigma = NotNegative(parsed, sigma),
            MaxPending = parsed.GetValue(pending),
            ContextWindow = parsed.GetValue(context),
            CutsPrompts = parsed.GetValue(cut),
            ApiKey = parsed.GetValue(key),
            BillingAfter = parsed.GetValue(billing),
            RefusedForms = [.. refused.Where(Forms.Contains)],
            RefusedParameters = [.. refused.Where(Parameters.Contains)],
            ObeyMarker = parsed.GetValue(obey),
            PoisonMarker = parsed.GetValue(poison),
            Faults = Faults(parsed.GetValue(faults) ?? []),
            Seed = parsed.GetValue(seed),
        };
    }

    private static int Port(string? url)
    {
        if (url is null)
        {
            return 0;
        }

        if (!Uri.TryCreate(url.TrimEnd('/'), UriKind.Absolute, out var uri) || uri.Scheme != "http" || uri.AbsolutePath.Length > 1
            || !(uri.Host == "localhost" || (IPAddress.TryParse(uri.Host, out var address) && IPAddress.IsLoopback(address))))
        {
            throw new ExpectedException($"--urls {url}: the simulator listens on loopback only; write http://127.0.0.1:<port>.", 2);
        }

        return uri.Port;
    }

    private static SimulatorFaults Faults(string[] pairs)
    {
        var values = new JsonObject();
        foreach (var pair in pairs)
        {
            var parts = pair.Split('=', 2);
            if (!FaultNames.TryGetValue(parts[0].ToLowerInvariant(), out var property))
            {
                throw new ExpectedException($"--fault {pair}: no fault of that name; there are {string.Join(", ", FaultNames.Keys)}.", 2);
            }

            values[property] = parts.Length == 2 && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1
                ? share
                : throw new ExpectedException($"--fault {pair}: write {parts[0]}=<probability from 0 to 1>.", 2);
        }

        return values.Deserialize<SimulatorFaults>()!;
    }

    private static double? Positive(ParseResult parsed, Option<double?> option) => parsed.GetValue(option) is not { } value || value > 0
        ? parsed.GetValue(option)
        : throw new ExpectedException($"{option.Name} is {value}; it must be above 0.", 2);

    private static double NotNegative(ParseResult parsed, Option<double> option) => parsed.GetValue(option) is >= 0 and var value
        ? value
        : throw new ExpectedException($"{option.Name} must be 0 or more.", 2);
}
