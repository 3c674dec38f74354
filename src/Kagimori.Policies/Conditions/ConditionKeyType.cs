namespace Kagimori.Policies;

/// <summary>The type of a condition key's values, as the service documents it.</summary>
public enum ConditionKeyType { String, Arn, Bool, Numeric, Date, IpAddress, Binary }
