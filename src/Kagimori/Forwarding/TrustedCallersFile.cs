using System.Text;
using System.Text.Json;
using Kagimori.Authorization;
using Kagimori.Identities;
using Kagimori.Policies;
using Kagimori.Seeding;

namespace Kagimori.Forwarding;

/// <summary>Reads who may forward context, and which.</summary>
/// <remarks>
/// <code>
/// { "trustedCallers": [ {
///     "principal": "arn:aws:iam::111122223333:role/storage",
///     "services": [ "storage.example.com", "s3.amazonaws.com" ],
///     "accounts": [ "444455556666" ],
///     "vpcEndpoints": [ { "id": "vpce-1a2b3c4d", "vpc": "vpc-1a2b3c4d", "account": "444455556666", "policy": { … } } ]
/// } ] }
/// </code>
/// </remarks>
public static class TrustedCallersFile
{
    private const string Everybody = "*";

    /// <param name="errors">Everything that is wrong, each with its place.</param>
    /// <returns>Null when anything is wrong.</returns>
    public static TrustedCallers? Read(ReadOnlySpan<byte> json, out IReadOnlyList<string> errors)
    {
        var found = new List<string>();
        errors = found;
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(json), new JsonDocumentOptions
            {
                CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false,
            });
            var callers = new SeedNode(document.RootElement, "", found).Objects("trustedCallers", ReadCaller) ?? [];
            foreach (var twice in callers.GroupBy(caller => caller.PrincipalArn).Where(group => group.Count() > 1))
                found.Add($"trustedCallers: the principal {twice.Key} stands twice.");
            return found.Count == 0 ? new TrustedCallers(callers) : null;
        }
        catch (JsonException e)
        {
            found.Add($"line {e.LineNumber + 1}: not well-formed JSON, or a member stands twice.");
            return null;
        }
    }

    private static TrustedCaller ReadCaller(SeedNode node)
    {
        var principal = node.Required("principal", IsPrincipal, "the ARN of an IAM user or role");
        var services = node.Texts("services") ?? [];
        foreach (var service in services.Where(service => !ServiceName.IsValid(service))) node.Error("services", $"'{service}' is not a host name of lower-case letters, digits, dashes and dots.");
        var accounts = node.Texts("accounts") ?? [];
        foreach (var account in accounts.Where(account => account != Everybody && !AccountId.TryParse(account, out _))) node.Error("accounts", $"'{account}' is neither a 12-digit account id nor *.");
        var endpoints = node.Objects("vpcEndpoints", ReadEndpoint) ?? [];
        foreach (var twice in endpoints.GroupBy(endpoint => endpoint.Id).Where(group => group.Count() > 1)) node.Error("vpcEndpoints", $"the id {twice.Key} stands twice.");
        return new TrustedCaller(principal, services.ToHashSet(StringComparer.Ordinal), accounts.Contains(Everybody) ? null : accounts.ToHashSet(StringComparer.Ordinal),
            endpoints.DistinctBy(endpoint => endpoint.Id).ToDictionary(endpoint => endpoint.Id));
    }

    private static VpcEndpoint ReadEndpoint(SeedNode node)
    {
        var id = node.Required("id", text => text.StartsWith("vpce-", StringComparison.Ordinal), "a VPC endpoint id, vpce-…");
        var vpc = node.Required("vpc", text => text.StartsWith("vpc-", StringComparison.Ordinal), "a VPC id, vpc-…");
        var account = node.Required("account", text => AccountId.TryParse(text, out _), "a 12-digit account id");
        var policy = node.Policy("policy", PolicyGrammar.EndpointPolicy);
        return new VpcEndpoint(id, vpc, account, policy is null ? null
            : [new AttachedPolicy(CompiledPolicies.Get(policy, PolicyGrammar.EndpointPolicy), id, null, PolicySource.EndpointPolicy)]);
    }

    private static bool IsPrincipal(string arn) =>
        PrincipalEntry.TryParse("AWS", arn, out var entry) && entry!.Kind is (PrincipalEntryKind.User or PrincipalEntryKind.Role);
}
