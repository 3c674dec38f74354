namespace Kagimori.Policies;

/// <summary>The version of the policy language. Only 2012-10-17 knows variables; a document without a version is 2008-10-17.</summary>
public enum PolicyVersion { V2008, V2012 }
