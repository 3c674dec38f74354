namespace Kagimori.Policies;

/// <summary>The kinds of caller.</summary>
public enum PrincipalType { Root, User, AssumedRole, FederatedUser, Service, Anonymous, WebIdentity }
