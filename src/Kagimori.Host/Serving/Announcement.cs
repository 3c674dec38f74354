using Kagimori.Authorization;

namespace Kagimori.Host.Serving;

/// <summary>What the service says when it is ready.</summary>
internal static class Announcement
{
    private static readonly string Version = typeof(Announcement).Assembly.GetName().Version?.ToString(3) ?? "";

    public static async Task WriteAsync(ServeOptions options, Service service, IEnumerable<string> urls)
    {
        var all = urls.ToArray();
        var output = Console.Out;
        await output.WriteLineAsync($"Kagimori {Version} listens on {string.Join(", ", all)}; its data is in {options.Data}.");
        await output.WriteLineAsync("Every request must be signed, is decided by key policies and IAM policies, and is audited.");
        if (options.Development)
        {
            await output.WriteLineAsync("""
                ******************************************************************************
                *  DEVELOPMENT: anyone who reaches this address can reset all data           *
                *  (POST /development/reset) and move the clock. Never use it in production. *
                ******************************************************************************
                """);
        }
        if (service.Engine.DenialDetail == DenialDetail.Open) await output.WriteLineAsync("Denied callers are told why, other accounts' policies included (--explain-denials open).");
        if (service.NewAccessKey is { } key) await output.WriteLineAsync($"""

            The root user of account {options.Account} has a new access key. It is shown this once; paste it into a shell:

            export AWS_ENDPOINT_URL={all[0]}
            export AWS_ACCESS_KEY_ID={key.Id}
            export AWS_SECRET_ACCESS_KEY={key.Secret}
            export AWS_DEFAULT_REGION=us-east-1

            """);
        await output.FlushAsync();
    }
}
