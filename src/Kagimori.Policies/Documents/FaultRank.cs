namespace Kagimori.Policies;

/// <summary>Which fault of a document is reported when it has several: the first of this list.</summary>
internal enum FaultRank { Syntax, Version, Principal, LegacyParsing, Sid, MissingElement, ResourceFormat, ActionFormat, ConditionKey }
