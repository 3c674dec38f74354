using Kagimori.Keys;
using Kagimori.Operations.Grants;
using Json = Kagimori.Operations.KmsJson;

namespace Kagimori.Operations;

/// <summary>The operations of AWS KMS on grants.</summary>
internal static class GrantRows
{
    public static IEnumerable<Operation> Rows =>
    [
        new JsonOperation<CreateGrantRequest, CreateGrantResponse>("CreateGrant", CreateGrant.Shape, Json.Default.CreateGrantRequest, Json.Default.CreateGrantResponse)
        {
            Resolve = CreateGrant.ResolveAsync,
            Perform = CreateGrant.PerformAsync,
            States = KeyState.Enabled | KeyState.Updating | KeyState.Unavailable, CrossAccount = true, DryRun = static r => r.DryRun,
            Condition = CreateGrant.Condition,
            // The token is nobody's business but the caller's.
            RecordResponse = static (r, json) =>
            {
                json.WriteStartObject();
                json.WriteString("grantId", r.GrantId);
                json.WriteEndObject();
            },
        },
        new JsonOperation<ListGrantsRequest, ListGrantsResponse>("ListGrants", ListGrants.Shape, Json.Default.ListGrantsRequest, Json.Default.ListGrantsResponse)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyOnly(x, r.KeyId!),
            Perform = ListGrants.PerformAsync,
            CrossAccount = true, IsReadOnly = true,
            Condition = static (Exchange x, ListGrantsRequest r, Policies.ConditionKey key, out Policies.ConditionValues values) => ListGrants.Condition(x, key, out values),
        },
        new JsonOperation<ListRetirableGrantsRequest, ListGrantsResponse>(
            "ListRetirableGrants", ListRetirableGrants.Shape, Json.Default.ListRetirableGrantsRequest, Json.Default.ListGrantsResponse)
        {
            Resolve = ListRetirableGrants.Resolve,
            Perform = ListRetirableGrants.PerformAsync,
            IsReadOnly = true,
        },
        new JsonOperation<RetireGrantRequest, NoResponse>("RetireGrant", RetireGrant.Shape, Json.Default.RetireGrantRequest, null)
        {
            Resolve = RetireGrant.ResolveAsync,
            Perform = RetireGrant.PerformAsync,
            CrossAccount = true, DryRun = static r => r.DryRun,
            Condition = RetireGrant.Condition,
        },
        new JsonOperation<RevokeGrantRequest, NoResponse>("RevokeGrant", RevokeGrant.Shape, Json.Default.RevokeGrantRequest, null)
        {
            Resolve = static (x, r) => KeyResolution.ByKeyOnly(x, r.KeyId!),
            Perform = RevokeGrant.PerformAsync,
            CrossAccount = true, DryRun = static r => r.DryRun,
            Condition = static (Exchange x, RevokeGrantRequest r, Policies.ConditionKey key, out Policies.ConditionValues values) => ListGrants.Condition(x, key, out values),
        },
    ];
}
