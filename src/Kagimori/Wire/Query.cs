namespace Kagimori.Wire;

/// <summary>Short ways to declare a member of an AWS Query request.</summary>
public static class Query
{
    public static Member<QueryParameters> Text(string name, TextType type, bool isRequired = false) =>
        new TextMember<QueryParameters>(name, p => p.Text(name), type, isRequired);

    public static Member<QueryParameters> Number(string name, NumberType type) =>
        new NumberMember<QueryParameters>(name, p => p.Number(name), type, isRequired: false);

    public static Member<QueryParameters> Flag(string name) => new FlagMember<QueryParameters>(name, p => p.Flag(name));

    public static Member<QueryParameters> List(string name, ListType type, bool isRequired = false) =>
        new ListMember<QueryParameters>(name, p => p.List(name), type, isRequired);

    /// <summary>A list of structures of which one member counts.</summary>
    public static Member<QueryParameters> List(string name, string member, ListType type) =>
        new ListMember<QueryParameters>(name, p => p.List(name, member), type, isRequired: false, inner: member);
}
