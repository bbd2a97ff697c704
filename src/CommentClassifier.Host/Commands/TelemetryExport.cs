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
    private static readonly string Setting = $"{Settings.Section}:Telemetry:OtlpEndpoint";

    private readonly TracerProvider traces;
    private readonly MeterProvider metrics;

    private TelemetryExport(Uri? collector)
    {
        var resource = ResourceBuilder.CreateDefault().AddService("comment-classifier");
        void Address(OtlpExporterOptions options) => options.Endpoint = collector ?? options.Endpoint;
        traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(EndpointServices.TelemetryName).AddOtlpExporter(Address).Build();
        metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(EndpointServices.TelemetryName).AddOtlpExporter(Address).Build();
    }

    /// <summary>Starts exporting, or returns null where no collector is named.</summary>
    /// <exception cref="ExpectedException">The address is none.</exception>
    public static TelemetryExport? Start(IConfiguration configuration)
    {
        // The SDK reads the variable itself, with the protocol and headers that may stand beside it.
        if (configuration[Setting] is not { Length: > 0 } address)
        {
            return string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Variable)) ? null : new TelemetryExport(null);
        }

        return Uri.TryCreate(address, UriKind.Absolute, out var collector) && collector.Scheme is "http" or "https"
            ? new TelemetryExport(collector)
            : throw new ExpectedException($"{Setting} is \"{address}\"; it must be a URL such as http://localhost:4317.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        traces.Dispose();
        metrics.Dispose();
    }
}
