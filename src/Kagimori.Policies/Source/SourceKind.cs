namespace Kagimori.Policies;

/// <summary>The six kinds of a JSON value.</summary>
internal enum SourceKind { Object, Array, Text, Number, Boolean, Nothing }
