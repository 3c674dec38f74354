using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Federation;

/// <summary>A verified token: who it speaks of, and what it passes to a session.</summary>
/// <param name="Tags">Session tags; null for none.</param>
/// <param name="TransitiveTagKeys">Which of them the next role of a chain inherits; null for none.</param>
/// <param name="SourceIdentity">Null for none.</param>
internal sealed record WebIdentityToken(
    WebIdentity Identity, IReadOnlyList<Tag>? Tags, IReadOnlyList<string>? TransitiveTagKeys, string? SourceIdentity);
