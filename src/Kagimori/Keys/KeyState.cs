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

    /// <summary>A replica that is being made.</summary>
    Creating = 16,

    /// <summary>A primary or replica while the two change places; usable for cryptographic operations.</summary>
    Updating = 32,

    /// <summary>A primary that is deleted when its last replica is gone.</summary>
    PendingReplicaDeletion = 64,
    Unavailable = 128,
    Any = Enabled | Disabled | PendingDeletion | PendingImport | Creating | Updating | PendingReplicaDeletion | Unavailable,
}
