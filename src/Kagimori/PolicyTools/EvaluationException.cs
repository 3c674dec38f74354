namespace Kagimori.PolicyTools;

/// <summary>A line of <c>kagimori policy evaluate</c> says something that has no meaning; the message says where and what.</summary>
internal sealed class EvaluationException(string message) : Exception(message);
