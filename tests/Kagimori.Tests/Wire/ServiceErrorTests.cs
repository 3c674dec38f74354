using System.Reflection;
using Kagimori.Authentication;
using Kagimori.CustomKeyStores;
using Kagimori.CustomKeyStores.Xks;
using Kagimori.Federation;
using Kagimori.Operations.Identities;
using Kagimori.Operations.Sessions;

namespace Kagimori.Tests.Wire;

/// <summary>The refusals there are, against the errors that AWS's own service models declare.</summary>
public sealed class ServiceErrorTests
{
    private const string OwnStore = "the store is here: it answers, or the request ends with KMSInternalException";
    private const string NoVpc = "VPC endpoint services are not looked up: their proxies are called like all others";
    private const string Regions = "every Region is enabled";

    // Errors of the models that this version never gives, and why.
    private static readonly Dictionary<string, string> NotGiven = new()
    {
        ["kms DependencyTimeoutException"] = OwnStore,
        ["kms KeyUnavailableException"] = OwnStore,
        ["kms XksProxyVpcEndpointServiceInvalidConfigurationException"] = NoVpc,
        ["kms XksProxyVpcEndpointServiceNotFoundException"] = NoVpc,
        ["kms InvalidAliasNameException"] = "AWS answers ValidationException too",
        ["kms InvalidGrantIdException"] = "a grant id of the wrong form is not one of a grant: NotFoundException",
        ["iam EntityTemporarilyUnmodifiable"] = "a change of an entity is done when it is answered",
        ["iam NotSupportedService"] = "no account has service-specific credentials",
        ["iam OpenIdIdpCommunicationError"] = "a provider is not called when it is made",
        ["iam PolicyEvaluation"] = "what was read as a policy can be evaluated",
        ["iam PolicyNotAttachable"] = "only the policies of AWS for service-linked roles cannot be attached, and they are not there",
        ["iam UnmodifiableEntity"] = "only service-linked roles cannot be changed, and they are not there",
        ["sts RegionDisabledException"] = Regions,
    };

    // Errors that AWS gives on any request, and its models declare for no operation.
    private static readonly HashSet<string> Common =
    [
        "AccessDenied", "AccessDeniedException", "ExpiredToken", "ExpiredTokenException", "IncompleteSignature", "IncompleteSignatureException", "InternalFailure", "InvalidAction",
        "InvalidClientTokenId", "InvalidParameterValue", "InvalidSignatureException", "MalformedInput", "MalformedQueryString", "MissingAction", "MissingAuthenticationToken", "MissingAuthenticationTokenException",
        "NotAuthorizedException", "OptInRequired", "RequestEntityTooLargeException", "RequestExpired", "SerializationException", "ServiceUnavailable", "SignatureDoesNotMatch", "UnknownOperationException",
        "UnrecognizedClientException", "ValidationError", "ValidationException",
    ];

    private static readonly IReadOnlyList<Refusal> Given = [.. new[] { typeof(Refusals), typeof(KeyStoreRefusals), typeof(XksFailures), typeof(IdentityRefusals), typeof(AuthenticationRefusals), typeof(FederationRefusals), typeof(SessionRefusals) }.SelectMany(Factories)];

    [Theory]
    [InlineData("kms")]
    [InlineData("iam")]
    [InlineData("sts")]
    public void Every_error_that_an_operation_declares_can_be_given_with_its_code_and_status(string prefix)
    {
        var model = ServiceModel.Read(prefix);
        var declared = model.Operations.SelectMany(model.ErrorsOf).Distinct().Select(shape => Declared(model, shape));
        var missing = declared.Where(error => !Given.Any(refusal => (refusal.Code, refusal.StatusCode) == error)).Select(error => $"{prefix} {error.Code}").ToList();
        Assert.Equal(NotGiven.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal), missing.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_refusal_has_a_code_of_AWS()
    {
        var declared = new[] { "kms", "iam", "sts" }.Select(ServiceModel.Read)
            .SelectMany(model => model.Operations.SelectMany(model.ErrorsOf).Select(shape => Declared(model, shape).Code));
        Assert.Empty(Given.Select(refusal => refusal.Code).Except(declared).Except(Common));
    }

    // JSON services name an error by its shape; the Query services say its code.
    private static (string Code, int Status) Declared(ServiceModel model, string shape) => model.Shape(shape)["error"] is { } error
        ? (error["code"]!.GetValue<string>(), error["httpStatusCode"]!.GetValue<int>())
        : (shape, model.Shape(shape)["fault"] is null ? 400 : 500);

    // What each factory makes; those that take spans make the codes of their neighbours.
    private static IEnumerable<Refusal> Factories(Type type) => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Where(method => method is { IsPrivate: false } && method.ReturnType == typeof(Refusal) && !method.GetParameters().Any(parameter => parameter.ParameterType.IsByRefLike))
        .SelectMany(method => Variants(method).Select(variant => (Refusal)method.Invoke(null, [.. method.GetParameters().Select(parameter => Argument(parameter, variant))])!));

    // The code can depend on an enumeration: the protocol, or what has failed. Where nothing has, there is nothing to refuse.
    private static IEnumerable<object?> Variants(MethodInfo method) => method.GetParameters().FirstOrDefault(parameter => parameter.ParameterType.IsEnum) is { } parameter
        ? Enum.GetValues(parameter.ParameterType).Cast<object?>().Where(value => value!.ToString() != "None") : [null];

    private static object? Argument(ParameterInfo parameter, object? variant) =>
        parameter.ParameterType == variant?.GetType() ? variant
        : parameter.ParameterType == typeof(string) ? parameter.Name
        : parameter.ParameterType == typeof(IEnumerable<string>) ? Array.Empty<string>()
        : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null;
}
