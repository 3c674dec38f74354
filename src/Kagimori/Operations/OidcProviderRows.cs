using Kagimori.Operations.Identities.OidcProviders;
using Kagimori.Operations.Identities.Tags;
using Kagimori.Policies;
using Kagimori.Wire;
using static Kagimori.Operations.IamOperations;
using static Kagimori.Operations.Identities.EntityConditions;

namespace Kagimori.Operations;

/// <summary>The operations of IAM on OpenID Connect providers, a row each.</summary>
internal static class OidcProviderRows
{
    public static IEnumerable<Operation> All =>
    [
        Row("CreateOpenIDConnectProvider", CreateOidcProvider.Shape, CreateOidcProvider.PerformAsync, CreateOidcProvider.ResolveAsync, NewTags),
        On("GetOpenIDConnectProvider", Identities.EntityKinds.OidcProvider, None, GetOidcProvider.PerformAsync),
        Row("ListOpenIDConnectProviders", new(), GetOidcProvider.ListAsync),
        Row("DeleteOpenIDConnectProvider", DeleteOidcProvider.Shape, DeleteOidcProvider.PerformAsync, OidcProvider.ResolveAsync,
            static (Exchange exchange, QueryParameters _, ConditionKey key, out ConditionValues values) =>
                ResourceTag(Identities.EntityKinds.OidcProvider, exchange, key, out values)),
        On("AddClientIDToOpenIDConnectProvider", Identities.EntityKinds.OidcProvider, UpdateOidcProvider.ClientId, UpdateOidcProvider.AddClientIdAsync),
        On("RemoveClientIDFromOpenIDConnectProvider", Identities.EntityKinds.OidcProvider, UpdateOidcProvider.ClientId, UpdateOidcProvider.RemoveClientIdAsync),
        On("UpdateOpenIDConnectProviderThumbprint", Identities.EntityKinds.OidcProvider, UpdateOidcProvider.Thumbprints, UpdateOidcProvider.ThumbprintsAsync),
        On("TagOpenIDConnectProvider", Identities.EntityKinds.OidcProvider, [Iam.Tags(isRequired: true)], TagEntity.PerformAsync, condition: NewTags),
        On("UntagOpenIDConnectProvider", Identities.EntityKinds.OidcProvider, [Iam.TagKeys()], UntagEntity.PerformAsync, condition: OldTagKeys),
        On("ListOpenIDConnectProviderTags", Identities.EntityKinds.OidcProvider, Paging, ListEntityTags.PerformAsync),
    ];
}
