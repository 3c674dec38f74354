namespace Kagimori.Policies;

/// <summary>What a kind of policy says about Principal.</summary>
internal enum PrincipalRule { Forbidden, Optional, Required, OnlyEveryone }
