namespace Kagimori.CustomKeyStores.Xks;

/// <summary>A proxy's answer in bytes, or how there came to be none.</summary>
internal sealed record XksReply(int StatusCode, byte[] Body, XksFailure Failure)
{
    public static XksReply Failed(XksFailure failure) => new(0, [], failure);
}
