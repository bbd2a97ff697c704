using CommentClassifier.Endpoints;
using Microsoft.Extensions.Configuration;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CommentClassifier.Host.Commands;

/// <summary>
/// Sends traces and metrics to a collector, only where one is named: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>, or the setting
/// <c>Telemetry:OtlpEndpoint</c>. Nothing in them holds a comment's text or a key.
/// </summary>
internal sealed class TelemetryExport : IDisposable
{
    private const string Variable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ProtocolVariable = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const int HttpPort = 4318;
    private static readonly string Setting = $"{Settings.Section}:Telemetry:OtlpEndpoint";

    private readonly TracerProvider traces;
    private readonly MeterProvider metrics;

    private TelemetryExport(Uri? collector)
    {
        var resource = ResourceBuilder.CreateDefault().AddService("comment-classifier");
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(EndpointServices.TelemetryName).AddOtlpExporter(options => Address(options, collector, "v1/traces")).Build();
        metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(EndpointServices.TelemetryName).AddOtlpExporter(options => Address(options, collector, "v1/metrics")).Build();
    }

    /// <summary>Starts exporting, or returns null where no collector is named.</summary>
    /// <exception cref="ExpectedException">The address is none.</exception>
    public static TelemetryExport? Start(IConfiguration configuration)
    {
        // The SDK reads the variable itself, with the protocol and headers that may stand beside it.
        if (configuration[Setting] is not { Length: > 0 } address)
        {
            return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable
                ? new TelemetryExport(Uri.TryCreate(variable, UriKind.Absolute, out var named) && IsHttp(named) ? named : null)
                : null;
        }

        return Uri.TryCreate(address, UriKind.Absolute, out var collector) && collector.Scheme is "http" or "https"
            ? new TelemetryExport(collector)
            : throw new ExpectedException($"{Setting} is \"{address}\"; it must be a URL such as http://localhost:4317.");
    }

    // The port of OTLP over HTTP says what is meant (OpenTelemetry's exporter specification); the SDK alone would speak gRPC to it, and nothing would arrive.
    private static bool IsHttp(Uri collector) => collector.Port == HttpPort && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ProtocolVariable));

    // The SDK adds the signal's path to the variable's address and to no other: an address that is set is taken as the whole of it.
    private static void Address(OtlpExporterOptions options, Uri? collector, string path)
    {
        if (collector is null)
        {
            return;
        }

        if (IsHttp(collector))
        {
            options.Protocol = OtlpExportProtocol.HttpProtobuf;
        }

        options.Endpoint = options.Protocol == OtlpExportProtocol.HttpProtobuf ? new Uri($"{collector.ToString().TrimEnd('/')}/{path}") : collector;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        traces.Dispose();
        metrics.Dispose();
    }
}
