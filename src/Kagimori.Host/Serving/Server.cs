using System.Net;
using System.Security.Cryptography.X509Certificates;
using Kagimori.Diagnostics;
using Kagimori.Host.Development;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OpenTelemetry.Metrics;

namespace Kagimori.Host.Serving;

/// <summary>The web server: everything is a signed request for the pipeline but health, metrics and, when asked for, development.</summary>
internal static class Server
{
    /// <summary>The runtime's own meter: memory, collections, thread pool, CPU time.</summary>
    private const string RuntimeMeterName = "System.Runtime";

    public static async Task RunAsync(ServeOptions options, Service service, CancellationToken cancel)
    {
        // The content root is not the working directory: an appsettings.json that lies there must not configure the service, and
        // its files, the audit trail perhaps among them, are not to be watched for changes.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = "kagimori", ContentRootPath = AppContext.BaseDirectory, Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
        // This category alone makes the host start an activity for each request (840 bytes); the pipeline logs its own failures.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(Metrics.MeterName, RuntimeMeterName).AddPrometheusExporter());
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => Listen(kestrel, options));
        await using var app = builder.Build();

        var log = new RequestLog(app.Services.GetRequiredService<ILogger<RequestLog>>());
        using var development = options.Development ? new DevelopmentEndpoints(service, () => new RequestPipeline(service.Engine, log)) : null;
        app.UseOpenTelemetryPrometheusScrapingEndpoint("/metrics");
        app.Run(development is null ? Production(service, log) : Development(service, development));

        await app.StartAsync(cancel);
        await Announcement.WriteAsync(options, service, app.Urls);
        using var scheduling = new Scheduling(service, log);
        await app.WaitForShutdownAsync(cancel);
        await scheduling.StopAsync();
    }

    private static RequestDelegate Production(Service service, RequestLog log)
    {
        var pipeline = new RequestPipeline(service.Engine, log);
        return http => http.Request.Path.Value switch
        {
            "/health/live" => Health.LiveAsync(http),
            "/health/ready" => Health.ReadyAsync(http, service.Engine),
            _ => pipeline.HandleAsync(http),
        };
    }

    private static RequestDelegate Development(Service service, DevelopmentEndpoints development) => http => http.Request.Path.Value switch
    {
        "/health/live" => Health.LiveAsync(http),
        "/health/ready" => Health.ReadyAsync(http, service.Engine),
        "/development/reset" => development.ResetAsync(http),
        "/development/clock" => development.MoveClockAsync(http),
        _ => development.HandleAsync(http),
    };

    private static void Listen(KestrelServerOptions kestrel, ServeOptions options)
    {
        kestrel.AddServerHeader = false;
        // The pipeline has its own limit, which it answers in AWS's way.
        kestrel.Limits.MaxRequestBodySize = null;
        var certificate = options.Certificate is null ? null : LoadCertificate(options);
        foreach (var address in options.Addresses)
        {
            kestrel.Listen(new IPEndPoint(address.Address, address.Port), listen =>
            {
                listen.Protocols = address.IsTls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1;
                if (address.IsTls) listen.UseHttps(certificate!);
            });
        }
    }

    private static X509Certificate2 LoadCertificate(ServeOptions options)
    {
        var path = options.Certificate!;
        return Path.GetExtension(path) is ".pfx" or ".p12"
            ? X509CertificateLoader.LoadPkcs12FromFile(path, options.CertificatePassword)
            : X509Certificate2.CreateFromPemFile(path, options.CertificateKey);
    }
}
