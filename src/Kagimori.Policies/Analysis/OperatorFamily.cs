namespace Kagimori.Policies;

/// <summary>What the operators of the policy language compare.</summary>
internal enum OperatorFamily { String, Numeric, Date, Bool, Binary, IpAddress, Arn, Null }
