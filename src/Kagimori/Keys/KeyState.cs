namespace Kagimori.Keys;

/// <summary>Key states in AWS's words. The wire name of a state is its member name.</summary>
[Flags]
public enum KeyState
{
    None = 0,
    Enabled = 1,
    Disabled = 2,
    PendingDeletion = 4,
    PendingImport = 8,
    Any = Enabled | Disabled | PendingDeletion | PendingImport,
}
