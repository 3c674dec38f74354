using Kagimori.Identities;

namespace Kagimori.Keys;

/// <summary>Where a KMS key is: account, Region and key id. Its text is the key ARN.</summary>
public readonly record struct KeyArn(AccountId Account, Region Region, KeyId Id)
{
    /// <summary>The key's place in the store: everything of one account in one Region lies together.</summary>
    public string Partition => new KeyPartition(Account, Region).ToString();

    /// <summary>The key id tells keys apart but for replicas; hashing the rest too would cost more than it saves.</summary>
    public override int GetHashCode() => Id.GetHashCode();

    public override string ToString() => $"arn:aws:kms:{Region}:{Account}:key/{Id}";
}
