using System.Net;
using Kagimori.Authentication;
using Kagimori.Identities;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Forwarding;

/// <summary>The headers by which a trusted caller forwards context; all of them signed, all of them known, each once.</summary>
internal static class ForwardedHeaders
{
    private const string ServicePrincipal = "x-kagimori-service-principal";
    private const string SourceArn = "x-kagimori-source-arn";
    private const string SourceAccount = "x-kagimori-source-account";
    private const string CalledVia = "x-kagimori-called-via";
    private const string Caller = "x-kagimori-caller";
    private const string CallerToken = "x-kagimori-caller-token";
    private const string SourceIp = "x-kagimori-source-ip";
    private const string VpcEndpoint = "x-kagimori-vpc-endpoint";
    private const string VpcSourceIp = "x-kagimori-vpc-source-ip";

    private static readonly string[] Known = [ServicePrincipal, SourceArn, SourceAccount, CalledVia, Caller, CallerToken, SourceIp, VpcEndpoint, VpcSourceIp];

    // A header, and those of which one must stand beside it.
    private static readonly (string Header, string[] Needs)[] Needed =
    [
        (SourceArn, [ServicePrincipal]), (SourceAccount, [ServicePrincipal]), (CalledVia, [Caller, CallerToken]), (Caller, [CalledVia]), (CallerToken, [CalledVia]),
        (SourceIp, [CalledVia]), (VpcSourceIp, [VpcEndpoint]),
    ];

    private static readonly (string One, string Other)[] Exclusive =
        [(ServicePrincipal, CalledVia), (ServicePrincipal, VpcEndpoint), (Caller, CallerToken), (SourceIp, VpcEndpoint)];

    /// <summary>Puts what the headers say in the place of who signed; refuses whoever may not say it. Nothing is ever ignored.</summary>
    public static async ValueTask<Refusal?> ApplyAsync(Exchange exchange, CallerSnapshot signer)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in exchange.Http.Request.Headers)
        {
            if (!name.StartsWith(SignedHeaders.ForwardedPrefix, StringComparison.OrdinalIgnoreCase)) continue;
            if (!Known.Contains(name, StringComparer.OrdinalIgnoreCase)) return Refuse(signer, $"{name} is not a header of forwarded context");
            if (values is not [{ Length: > 0 } value]) return Refuse(signer, $"{name} must have one value");
            headers.Add(name, value);
        }
        if (headers.Count == 0) return null;
        if (exchange.Service != Service.Kms) return Refuse(signer, "only requests to KMS can have it");
        if (exchange.Engine.TrustedCallers.Find(signer.Principal) is not { } trusted) return Refuse(signer, "the caller is not configured as trusted");
        foreach (var (header, needs) in Needed)
        {
            if (headers.ContainsKey(header) && !needs.Any(headers.ContainsKey)) return Refuse(signer, $"{header} needs {string.Join(" or ", needs)}");
        }
        foreach (var (one, other) in Exclusive)
        {
            if (headers.ContainsKey(one) && headers.ContainsKey(other)) return Refuse(signer, $"{one} and {other} exclude each other");
        }
        var read = Read(headers, trusted, signer);
        if (read.Refusal is { } invalid) return invalid;
        var original = await FindCallerAsync(exchange, headers, trusted, signer);
        if (original.Refusal is { } unknown) return unknown;
        exchange.Forwarded = read.Value;
        exchange.ForwardedBy = signer;
        exchange.Authenticated = original.Value;
        return null;
    }

    private static Outcome<ForwardedContext> Read(Dictionary<string, string> headers, TrustedCaller trusted, CallerSnapshot signer)
    {
        var context = new ForwardedContext
        {
            ServicePrincipal = headers.GetValueOrDefault(ServicePrincipal),
            CalledVia = headers.GetValueOrDefault(CalledVia)?.Split(',', StringSplitOptions.TrimEntries) ?? [],
            SourceArn = headers.GetValueOrDefault(SourceArn),
            SourceAccount = headers.GetValueOrDefault(SourceAccount),
            SourceIp = headers.GetValueOrDefault(SourceIp),
            VpcSourceIp = headers.GetValueOrDefault(VpcSourceIp),
            VpcEndpoint = headers.TryGetValue(VpcEndpoint, out var endpoint) ? trusted.VpcEndpoints.GetValueOrDefault(endpoint) : null,
        };
        if (endpoint is not null && context.VpcEndpoint is null) return Refuse(signer, $"{VpcEndpoint} may not be {endpoint}");
        foreach (var service in context.ServicePrincipal is { } principal ? [principal] : context.CalledVia)
        {
            if (!trusted.Services.Contains(service)) return Refuse(signer, $"{(context.ServicePrincipal is null ? CalledVia : ServicePrincipal)} may not be {service}");
        }
        if (context.SourceAccount is { } account && !trusted.SpeaksFor(account)) return Refuse(signer, $"{SourceAccount} may not be {account}");
        if (context.SourceArn is { } arn && !IsSource(arn, context.SourceAccount, trusted)) return Refuse(signer, $"{SourceArn} may not be {arn}");
        foreach (var (name, address) in new[] { (SourceIp, context.SourceIp), (VpcSourceIp, context.VpcSourceIp) })
        {
            if (address is not null && !IPAddress.TryParse(address, out _)) return Refuse(signer, $"{name} is not an address");
        }
        return context;
    }

    /// <summary>Who asks: the service, the original caller, or the signer itself.</summary>
    private static async ValueTask<Outcome<CallerSnapshot>> FindCallerAsync(
        Exchange exchange, Dictionary<string, string> headers, TrustedCaller trusted, CallerSnapshot signer)
    {
        if (headers.TryGetValue(ServicePrincipal, out var service)) return AsService(service, signer);
        var callers = exchange.Engine.Callers;
        CallerSnapshot? caller;
        // A session is known by its token alone: its name does not tell by which session policies it is limited.
        if (headers.TryGetValue(CallerToken, out var token)) caller = await callers.FindBySessionTokenAsync(token);
        else if (headers.TryGetValue(Caller, out var arn)) caller = await callers.FindOriginalAsync(new UserCredential(signer.AccessKeyId, signer.SecretAccessKey, arn));
        else return signer;
        if (caller is null || caller.Session?.ExpiresAt <= exchange.Now) return Refuse(signer, "there is no such caller");
        return trusted.SpeaksFor(caller.Account.ToString()) ? caller : Refuse(signer, $"it may not be of account {caller.Account}");
    }

    private static CallerSnapshot AsService(string name, CallerSnapshot signer) => new()
    {
        Principal = Principal.Service(name),
        Account = signer.Account,
        AccessKeyId = signer.AccessKeyId,
        SecretAccessKey = signer.SecretAccessKey,
        IdentityPolicies = [],
        Tags = new Dictionary<string, string>(),
    };

    // arn:partition:service:region:account:resource; some resources name no account.
    private static bool IsSource(string arn, string? account, TrustedCaller trusted) => arn.Split(':', 6) is ["arn", _, _, _, var owner, _]
        && (owner.Length == 0 || ((account is null || owner == account) && trusted.SpeaksFor(owner)));

    private static Refusal Refuse(CallerSnapshot signer, string why) => Refusals.AccessDenied($"User: {signer.Principal.Arn} is not authorized to forward context: {why}");
}
