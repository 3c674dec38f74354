using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Kagimori.Cryptography;
using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.AccessKeys;

/// <summary>Makes an access key. Its secret is in this one answer and nowhere else in the clear.</summary>
internal static class CreateAccessKey
{
    public const int MaxKeys = 2;
    private const int SecretBytes = 30; // 40 characters of base64, without padding

    public static readonly Shape<QueryParameters> Shape = new(Query.Text("UserName", Iam.ExistingUserNameType));

    public static ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        var holding = AccessKeyHolder.Of(exchange, query);
        if (holding.Refusal is { } refusal) return new(refusal);
        var holder = holding.Value!;
        if (holder.KeyIds.Count >= MaxKeys) return new(IdentityRefusals.QuotaExceeded("AccessKeysPerUser", MaxKeys));
        var id = UniqueId.CreateAccessKey(UniqueId.AccessKey, exchange.Caller.Account, exchange.Engine.Random);
        var (secret, wrapped) = NewSecret(exchange.Engine, id);
        var key = new AccessKeyRecord(id, exchange.Caller.Account.ToString(), holder.UserName, wrapped, IsActive: true, exchange.Now);
        IdentityRecords.AccessKeys.Create(exchange.Changes, "", id, key);
        holder.Update(exchange, [.. holder.KeyIds, id]);
        return new(new QueryResult(QueryElement.Structure("AccessKey",
            QueryElement.Text("UserName", holder.UserName),
            QueryElement.Text("AccessKeyId", id),
            QueryElement.Text("Status", AccessKeyStatus.Active),
            QueryElement.Secret("SecretAccessKey", secret),
            QueryElement.Date("CreateDate", exchange.Now))));
    }

    private static (string Secret, byte[] Wrapped) NewSecret(Engine engine, string id)
    {
        Span<byte> random = stackalloc byte[SecretBytes];
        Span<byte> text = stackalloc byte[Base64.GetMaxEncodedToUtf8Length(SecretBytes)];
        engine.Random.Fill(random);
        Base64.EncodeToUtf8(random, text, out _, out _);
        using var material = new KeyMaterial(text);
        var secret = (Encoding.ASCII.GetString(text), engine.RootKey.Wrap(material, AccessKeyOwner.Of(id)));
        CryptographicOperations.ZeroMemory(random);
        CryptographicOperations.ZeroMemory(text);
        return secret;
    }
}
