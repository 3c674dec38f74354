namespace Kagimori.Policies;

/// <summary>Why a document is refused and where.</summary>
/// <param name="Message">AWS's text where it is known.</param>
/// <param name="Line">From one; zero when the error is about the whole document.</param>
/// <param name="Column">From one, in UTF-16 code units.</param>
/// <param name="Path">The element at fault, for example <c>Statement[0].Condition.StringEquals</c>.</param>
/// <param name="Detail">What is wrong in plain words, for people; <see cref="Message"/> is for the wire.</param>
public sealed record PolicyError(PolicyErrorCode Code, string Message, int Line, int Column, string Path, string Detail = "");
