namespace Kagimori.Policies;

/// <summary>The row of one kind of policy in the table of what documents may and must contain.</summary>
internal sealed record GrammarRules
{
    public bool AllowsId { get; init; }

    public PrincipalRule Principal { get; init; } = PrincipalRule.Forbidden;

    public bool AllowsNotPrincipal { get; init; }

    public bool AllowsNotAction { get; init; } = true;

    /// <summary>Whether a statement may lack Action and Resource, and is then inert.</summary>
    public bool AllowsInertStatements { get; init; }

    public ElementRule Resource { get; init; } = ElementRule.Required;

    /// <summary>Sids are letters and digits, and each only once.</summary>
    public bool StrictSids { get; init; } = true;

    public bool Requires2012 { get; init; }

    /// <summary>Whether a number, date, address, ARN or base64 value of the wrong form is refused, or kept and never matches.</summary>
    public bool RefusesMalformedValues { get; init; } = true;

    public ShortArnRule ShortArns { get; init; } = ShortArnRule.MissingPartsAreWildcards;

    /// <summary>Whether errors are told in IAM's words.</summary>
    public bool SpeaksIam { get; init; }

    public int MaxLength { get; init; } = 131_072;

    public bool LengthInBytes { get; init; }

    public static GrammarRules Of(PolicyGrammar grammar) => grammar switch
    {
        PolicyGrammar.SessionPolicy => Session,
        PolicyGrammar.TrustPolicy => Trust,
        PolicyGrammar.KeyPolicy => Key,
        PolicyGrammar.ResourcePolicy => Resources,
        PolicyGrammar.ServiceControlPolicy => ServiceControl,
        PolicyGrammar.ResourceControlPolicy => ResourceControl,
        PolicyGrammar.EndpointPolicy => Endpoint,
        PolicyGrammar.SimulatedPolicy => Simulated,
        _ => Identity,
    };

    private static readonly GrammarRules Identity = new() { SpeaksIam = true, Requires2012 = true };

    private static readonly GrammarRules Session = new() { SpeaksIam = true, RefusesMalformedValues = false, MaxLength = 2_048 };

    private static readonly GrammarRules Trust = new()
    {
        SpeaksIam = true, AllowsId = true, Principal = PrincipalRule.Required, Resource = ElementRule.Forbidden, MaxLength = 8_192,
    };

    private static readonly GrammarRules Key = new()
    {
        AllowsId = true, Principal = PrincipalRule.Required, AllowsNotPrincipal = true, Resource = ElementRule.MayBeMissing, AllowsInertStatements = true,
        StrictSids = false, ShortArns = ShortArnRule.OnlyWithWildcard, MaxLength = 32_768, LengthInBytes = true,
    };

    private static readonly GrammarRules Resources = new()
    {
        AllowsId = true, Principal = PrincipalRule.Required, AllowsNotPrincipal = true, StrictSids = false, ShortArns = ShortArnRule.OnlyWithWildcard,
    };

    private static readonly GrammarRules ServiceControl = new()
    {
        Requires2012 = true, ShortArns = ShortArnRule.OnlyWithTrailingWildcard, MaxLength = 10_240,
    };

    private static readonly GrammarRules ResourceControl = new()
    {
        Principal = PrincipalRule.OnlyEveryone, AllowsNotAction = false, ShortArns = ShortArnRule.Refused, MaxLength = 5_120,
    };

    private static readonly GrammarRules Endpoint = new()
    {
        AllowsId = true, Principal = PrincipalRule.Optional, AllowsNotPrincipal = true, StrictSids = false,
        ShortArns = ShortArnRule.OnlyWithWildcard, MaxLength = 20_480,
    };

    private static readonly GrammarRules Simulated = new() { SpeaksIam = true, AllowsId = true, RefusesMalformedValues = false };
}
