using Kagimori.Forwarding;
using Kagimori.Identities;
using Kagimori.Wire;
using Microsoft.AspNetCore.Http.Features;

namespace Kagimori.Authentication;

/// <summary>Step 2: who signed this request?</summary>
public static class RequestAuthentication
{
    // Where a request without a credential scope happens: at the global endpoint.
    private static readonly Region GlobalRegion = Region.Parse("us-east-1");

    /// <summary>Verifies the signature and sets the caller and the Region, in AWS's order: form, scope, clock, access key, token, signature.</summary>
    public static async ValueTask<Refusal?> AuthenticateAsync(Exchange exchange)
    {
        if (exchange.Operation!.IsUnsigned)
        {
            exchange.Region = GlobalRegion;
            return null;
        }
        var requirements = exchange.Engine.SignatureRequirementsOf(exchange.Service);
        var request = SignedPart(exchange);
        if (RequestSignature.TryParse(request, requirements, exchange.Engine.SignatureTime.GetUtcNow(), out var signature) is { } malformed) return malformed;
        if (!Region.TryParse(signature!.Region, out var region)) return AuthenticationRefusals.UnknownAccessKey(requirements.Protocol);
        exchange.Region = region;
        exchange.AccessKeyId = signature.AccessKeyId;

        var callers = exchange.Engine.Callers;
        var caller = await (exchange.XksProxy is { } proxy
            ? proxy.Store.FindCallerAsync(callers, signature)
            : callers.FindAsync(signature.AccessKeyId, signature.SessionToken));
        if (caller is null) return AuthenticationRefusals.UnknownAccessKey(requirements.Protocol);
        if (caller.Session is { } session && session.ExpiresAt <= exchange.Now) return AuthenticationRefusals.ExpiredToken(requirements.Protocol);
        if (signature.Verify(request, caller.SecretAccessKey, caller.SigningKeys) is { } mismatch) return mismatch;
        // As with AWS, IAM knows neither federated users nor a user's own temporary credentials without MFA.
        if (exchange.Service == Service.Iam && caller.Session is ({ FederatedName: not null } or { RoleSessionName: null, MultiFactorAt: null }))
            return AuthenticationRefusals.InvalidToken(requirements.Protocol, "session credentials without MFA, or of a federated user");
        exchange.Authenticated = caller;
        return signature.CoversForwardedContext ? await ForwardedHeaders.ApplyAsync(exchange, caller) : null;
    }

    private static SignedHttpRequest SignedPart(Exchange exchange)
    {
        var http = exchange.Http;
        // The signature covers the target as it was sent: ASP.NET's Path is already decoded.
        var target = ((IHttpRequestFeature)http.Features[typeof(IHttpRequestFeature)]!).RawTarget;
        var question = target.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? target : target[..question];
        var query = question < 0 ? "" : target[question..];
        return new SignedHttpRequest(http.Request.Method, path, query, http.Request.Headers, exchange.Body);
    }
}
