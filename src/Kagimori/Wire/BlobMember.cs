using System.Text.Json;

namespace Kagimori.Wire;

/// <summary>A blob member; never audited, because it is either a secret or a ciphertext.</summary>
public sealed class BlobMember<TRequest>(string name, Func<TRequest, byte[]?> get, BlobType type, bool isRequired) : Member<TRequest>(name, isRequired)
{
    public BlobType Type { get; } = type;

    public override void Audit(TRequest request, Utf8JsonWriter json)
    {
    }

    protected override bool IsPresent(TRequest request) => get(request) is not null;

    protected override void CheckValue(TRequest request, ref Violations violations) => Type.Check(get(request)!, CamelName, ref violations);
}
