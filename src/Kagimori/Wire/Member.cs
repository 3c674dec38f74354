using System.Text.Json;

namespace Kagimori.Wire;

/// <summary>One member of a request: its name, its declared constraints, and how it is audited.</summary>
/// <remarks>Everything that must know a request's members (validation, audit, the comparison with the service model) asks this one declaration.</remarks>
public abstract class Member<TRequest>(string name, bool isRequired) : MemberDeclaration(name, isRequired)
{
    /// <summary>Adds a violation for each declared constraint that the member's value does not meet.</summary>
    public void Check(TRequest request, ref Violations violations)
    {
        if (!IsPresent(request))
        {
            if (IsRequired) violations.AddMissing(CamelName);
            return;
        }
        CheckValue(request, ref violations);
    }

    /// <summary>Writes the member to the audit trail unless it is absent or secret.</summary>
    public abstract void Audit(TRequest request, Utf8JsonWriter json);

    protected abstract bool IsPresent(TRequest request);

    protected abstract void CheckValue(TRequest request, ref Violations violations);
}
