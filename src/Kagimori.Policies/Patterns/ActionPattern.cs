namespace Kagimori.Policies;

/// <summary>One entry of Action or NotAction: <c>*</c> or <c>prefix:Name</c> with wildcards in the name; letter case never matters.</summary>
public sealed class ActionPattern
{
    private readonly Glob _glob;

    internal ActionPattern(string text)
    {
        Text = text;
        _glob = Glob.Compile(text, ignoreCase: true);
    }

    public string Text { get; }

    public bool IsMatch(string action) => _glob.IsMatch(action);

    public override string ToString() => Text;
}
