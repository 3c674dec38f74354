namespace Kagimori.Policies;

/// <summary>The kinds of key for which the console writes different key policies.</summary>
public enum ConsoleKeyKind { SymmetricEncryption, AsymmetricEncryption, SignVerify, KeyAgreement, Hmac }
