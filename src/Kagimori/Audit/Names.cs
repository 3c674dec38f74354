using Kagimori.Policies;

namespace Kagimori.Audit;

/// <summary>The names of enum members as they stand in the audit trail, looked up without allocating.</summary>
internal static class Names
{
    private static readonly string[] Outcomes = Enum.GetNames<DecisionOutcome>();
    private static readonly string[] DecidedBys = Enum.GetNames<DecidedBy>();
    private static readonly string[] Paths = Enum.GetNames<AllowPath>();
    private static readonly string[] Sources = Enum.GetNames<PolicySource>();

    public static string Of(DecisionOutcome outcome) => Outcomes[(int)outcome];

    public static string Of(DecidedBy by) => DecidedBys[(int)by];

    public static string Of(AllowPath path) => Paths[(int)path];

    public static string Of(PolicySource source) => Sources[(int)source];
}
