using System.Text.Json.Nodes;

namespace Kagimori.Tests.Policies;

/// <summary>A policy document where it is attached; the kind is the name of its grammar.</summary>
internal sealed record ReferencePolicy(JsonNode Document, string Kind, string? Arn = null);
