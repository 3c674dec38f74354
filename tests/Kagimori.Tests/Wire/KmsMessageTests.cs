using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Kagimori.Keys;
using Kagimori.Operations;
using Kagimori.Wire;

namespace Kagimori.Tests.Wire;

/// <summary>What KMS reads and what it answers, as JSON, against AWS's own service model: member by member, through every nested structure.</summary>
public sealed class KmsMessageTests
{
    // Members of the model that this version never answers, and why.
    private static readonly Dictionary<string, string> NotAnswered = new()
    {
        ["ListKeyPoliciesResponse.NextMarker"] = "a key has one policy",
    };

    // Members that the model does not have, of a type that two operations share; the operation leaves them out, which its own tests hold.
    private static readonly HashSet<string> LeftOut =
    [
        "GenerateDataKeyWithoutPlaintextRequest.Recipient", "GenerateDataKeyPairWithoutPlaintextRequest.Recipient",
        "GenerateDataKeyWithoutPlaintextResponse.Plaintext", "GenerateDataKeyWithoutPlaintextResponse.CiphertextForRecipient",
        "GenerateDataKeyPairWithoutPlaintextResponse.PrivateKeyPlaintext", "GenerateDataKeyPairWithoutPlaintextResponse.CiphertextForRecipient",
    ];

    // Members that AWS KMS has since March 2026 and that the model, as it lies there, does not have yet.
    private static readonly HashSet<string> NewerThanModel =
    [
        "CreateGrantRequest.GranteeServicePrincipal", "CreateGrantRequest.RetiringServicePrincipal", "GrantConstraints.SourceArn",
        "ListGrantsRequest.GranteeServicePrincipal", "ListRetirableGrantsRequest.RetiringServicePrincipal",
        "GrantListEntry.GranteeServicePrincipal", "GrantListEntry.RetiringServicePrincipal",
    ];

    private static readonly JsonSerializerContext[] Contexts = [KmsJson.Default, KeyPairJson.Default];

    private readonly List<string> _differences = [];
    private readonly HashSet<string> _answered = [];
    private readonly HashSet<(string, Type)> _seen = [];

    [Fact]
    public void Every_request_has_the_members_and_types_of_the_service_model()
    {
        var model = ServiceModel.Read("kms");
        foreach (var operation in model.Operations)
        {
            var request = operation.GetType().GetGenericArguments()[0];
            CompareStructure(model, model.InputOf(operation)!, request, ContextOf(request));
        }
        Assert.True(_differences.Count == 0, string.Join('\n', _differences));
    }

    [Fact]
    public void Every_response_has_the_members_and_types_of_the_service_model()
    {
        var model = ServiceModel.Read("kms");
        foreach (var operation in model.Operations)
        {
            var response = operation.GetType().GetGenericArguments()[1];
            var output = model.OutputOf(operation);
            if (response != typeof(NoResponse)) CompareStructure(model, output ?? "NoResponse", response, ContextOf(response));
            else if (output is not null && model.MembersOf(output).Count > 0) _differences.Add($"{operation.Name} answers nothing");
        }
        Assert.True(_differences.Count == 0, string.Join('\n', _differences));
        Assert.Empty(NotAnswered.Keys.Intersect(_answered));
    }

    /// <summary>What is answered as text where the model has an enumeration.</summary>
    [Fact]
    public void Every_name_that_is_answered_is_one_of_the_service_model()
    {
        var model = ServiceModel.Read("kms");
        Assert.Equal(model.ValuesOf("KeySpec").Order(StringComparer.Ordinal), KeySpecs.All.Select(spec => spec.Name).Order(StringComparer.Ordinal));
        Assert.Equal(model.ValuesOf("KeyUsageType").Order(StringComparer.Ordinal), KeyUsage.All.Order(StringComparer.Ordinal));
        Assert.Equal(
            model.ValuesOf("KeyState").Order(StringComparer.Ordinal),
            Enum.GetNames<KeyState>().Except([nameof(KeyState.None), nameof(KeyState.Any)]).Order(StringComparer.Ordinal));
        foreach (var (shape, usage) in new[]
        {
            ("EncryptionAlgorithmSpec", KeyUsage.EncryptDecrypt), ("SigningAlgorithmSpec", KeyUsage.SignVerify),
            ("MacAlgorithmSpec", KeyUsage.GenerateVerifyMac), ("KeyAgreementAlgorithmSpec", KeyUsage.KeyAgreement),
        })
            Assert.Equal(model.ValuesOf(shape).Order(StringComparer.Ordinal), KeySpecs.All.SelectMany(spec => spec.AlgorithmsOf(usage)).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            model.ValuesOf("OriginType").Order(StringComparer.Ordinal),
            new[] { KeyOrigin.Kms, KeyOrigin.External, KeyOrigin.CloudHsm, KeyOrigin.ExternalKeyStore }.Order(StringComparer.Ordinal));
    }

    private static JsonSerializerContext ContextOf(Type message) => Contexts.Single(context => context.GetTypeInfo(message) is not null);

    private void CompareStructure(ServiceModel model, string shape, Type type, JsonSerializerContext context)
    {
        if (!_seen.Add((shape, type))) return;
        var members = model.MembersOf(shape);
        var written = context.GetTypeInfo(type)!.Properties.Where(property => property.Get is not null).ToDictionary(property => property.Name);
        foreach (var extra in written.Keys.Except(members.Keys).Select(name => $"{shape}.{name}").Where(place => !LeftOut.Contains(place) && !NewerThanModel.Contains(place))) _differences.Add($"{extra} is not in the model");
        foreach (var (name, member) in members)
        {
            var place = $"{shape}.{name}";
            if (written.TryGetValue(name, out var property))
            {
                _answered.Add(place);
                CompareType(model, place, member, property, context);
            }
            else if (!NotAnswered.ContainsKey(place)) _differences.Add($"{place} is not there");
        }
    }

    private void CompareType(ServiceModel model, string place, string shape, JsonPropertyInfo property, JsonSerializerContext context) =>
        CompareType(model, place, shape, Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, context);

    private void CompareType(ServiceModel model, string place, string shape, Type type, JsonSerializerContext context)
    {
        var isRight = model.TypeOf(shape) switch
        {
            "string" => type == typeof(string),
            "boolean" => type == typeof(bool),
            "integer" => type == typeof(int),
            "blob" => type == typeof(byte[]),
            "timestamp" => type == typeof(DateTimeOffset) && context.GetTypeInfo(type)!.Converter is EpochSeconds,
            "map" => type.IsAssignableTo(typeof(IEnumerable<KeyValuePair<string, string>>)),
            "list" => ItemOf(type) is not null,
            _ => context.GetTypeInfo(type)?.Kind == JsonTypeInfoKind.Object,
        };
        if (!isRight) _differences.Add($"{place} is {type.Name}, in the model {model.TypeOf(shape)}");
        else if (model.TypeOf(shape) == "list") CompareType(model, $"{place}[]", model.ItemOf(shape), ItemOf(type)!, context);
        else if (model.TypeOf(shape) == "structure") CompareStructure(model, shape, type, context);
    }

    private static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;
}
