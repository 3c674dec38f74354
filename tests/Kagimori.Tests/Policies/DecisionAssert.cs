using Kagimori.Policies;

namespace Kagimori.Tests.Policies;

/// <summary>Says what a request must be decided, and that the explanation says the same.</summary>
internal static class DecisionAssert
{
    public static Decision Allowed(AccessRequest request, AllowPath? path = null)
    {
        var decision = Authorizer.Decide(request);
        Assert.True(decision.IsAllowed, Authorizer.Explain(request).ToText());
        if (path is not null) Assert.Equal(path, decision.Path);
        return Explained(request, decision);
    }

    public static Decision ExplicitlyDenied(AccessRequest request, DecidedBy? by = null) => Denied(request, DecisionOutcome.ExplicitlyDenied, by);

    public static Decision ImplicitlyDenied(AccessRequest request, DecidedBy? by = null) => Denied(request, DecisionOutcome.ImplicitlyDenied, by);

    private static Decision Denied(AccessRequest request, DecisionOutcome outcome, DecidedBy? by)
    {
        var decision = Authorizer.Decide(request);
        Assert.True(outcome == decision.Outcome, Authorizer.Explain(request).ToText());
        if (by is not null) Assert.Equal(by, decision.By);
        return Explained(request, decision);
    }

    private static Decision Explained(AccessRequest request, Decision decision)
    {
        Assert.Equal(decision, Authorizer.Explain(request).Decision);
        return decision;
    }
}
