namespace Kagimori;

/// <summary>The seven steps of a request. Their names are the span names and metric tags.</summary>
public enum Step
{
    Read,
    Authenticate,
    Resolve,
    Authorize,
    Admit,
    Perform,
    Respond,
}
