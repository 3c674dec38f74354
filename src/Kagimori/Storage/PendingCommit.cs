namespace Kagimori.Storage;

/// <summary>A change set on its way through the writer, and the answer its caller waits for.</summary>
/// <remarks>Its continuations run on the thread pool, never on the writer's thread.</remarks>
internal sealed class PendingCommit(ChangeSet changes) : TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public ChangeSet Changes { get; } = changes;

    /// <summary>Whether its preconditions held; meaningful once it has been through a transaction.</summary>
    public bool Holds { get; set; }
}
