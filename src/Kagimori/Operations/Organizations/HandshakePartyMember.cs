using Kagimori.Wire;
using System.Text.Json;

namespace Kagimori.Operations.Organizations;

/// <summary>A member that names a party of a handshake; its id may be an address, which is not recorded.</summary>
internal sealed class HandshakePartyMember<TRequest>(string name, Func<TRequest, HandshakeParty?> get) : Member<TRequest>(name, isRequired: true)
{
    public override void Audit(TRequest request, Utf8JsonWriter json)
    {
        if (get(request) is not { } party) return;
        json.WriteStartObject(CamelName);
        json.WriteString("type", party.Type);
        json.WriteEndObject();
    }

    protected override bool IsPresent(TRequest request) => get(request) is not null;

    protected override void CheckValue(TRequest request, ref Violations violations)
    {
        var party = get(request)!;
        if (party.Id is null) violations.AddMissing($"{CamelName}.id");
        else Orgs.HandshakePartyIdType.Check(party.Id, $"{CamelName}.id", ref violations);
        if (party.Type is null) violations.AddMissing($"{CamelName}.type");
        else Orgs.HandshakePartyType.Check(party.Type, $"{CamelName}.type", ref violations);
    }
}
