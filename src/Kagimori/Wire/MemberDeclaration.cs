using System.Text.Json;

namespace Kagimori.Wire;

/// <summary>What is declared of a request's member, whatever the request: enough to compare it with the service model.</summary>
public abstract class MemberDeclaration(string name, bool isRequired)
{
    /// <summary>The name on the wire.</summary>
    public string Name { get; } = name;

    /// <summary>The name in validation texts and in the audit trail: first letter in lower case.</summary>
    public string CamelName { get; } = JsonNamingPolicy.CamelCase.ConvertName(name);

    public bool IsRequired { get; } = isRequired;

    /// <summary>The declared type with its constraints (TextType, NumberType, BlobType or ListType); null for types without any.</summary>
    public virtual object? DeclaredType => null;

    /// <summary>The declared types of the members of a structure, or of the structures of a list, by their names in validation texts.</summary>
    public virtual IEnumerable<(string CamelName, object? Type)> DeclaredMembers => [];

    /// <summary>How many structures a list of them may have.</summary>
    public virtual int MaxStructures => int.MaxValue;
}
