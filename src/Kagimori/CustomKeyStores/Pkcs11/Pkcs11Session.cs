using System.Runtime.InteropServices;
using System.Text;
using Kagimori.Cryptography;

namespace Kagimori.CustomKeyStores.Pkcs11;

/// <summary>A read-write session with a token. For one thread at a time; every call may block.</summary>
/// <remarks>Failures are <see cref="Pkcs11Exception"/>, but for what a caller may have caused: a wrong password, a bad ciphertext.</remarks>
internal sealed class Pkcs11Session : IDisposable
{
    private const uint SerialSession = 0x4;
    private const uint ReadWrite = 0x2;
    private const uint NormalUser = 1;
    private const uint SecretKey = 4;
    private const uint Aes = 0x1F;
    private const int TagSize = 16;
    private const int TemplateSize = 1024;

    private readonly Pkcs11Functions _functions;
    private readonly nuint _session;
    private readonly PinnedBuffer _buffer = new();

    /// <exception cref="Pkcs11Exception">The token gives no session.</exception>
    public Pkcs11Session(Pkcs11Library library, nuint slot)
    {
        _functions = library.Functions;
        Check("C_OpenSession", _functions.OpenSession(slot, SerialSession | ReadWrite, 0, 0, out _session));
    }

    public bool IsLoggedIn
    {
        get
        {
            Check("C_GetSessionInfo", _functions.GetSessionInfo(_session, out var info));
            return info.IsUser;
        }
    }

    public CkReturn Login(KeyMaterial password)
    {
        using var revealed = password.Reveal();
        return (CkReturn)_functions.Login(_session, NormalUser, ref MemoryMarshal.GetReference(revealed.Bytes), (nuint)revealed.Bytes.Length);
    }

    public void Logout() => Check("C_Logout", _functions.Logout(_session));

    /// <summary>The handle of the one secret key with an id; null when there is none, or more than one.</summary>
    public nuint? FindKey(ReadOnlySpan<byte> id)
    {
        _buffer.Begin(TemplateSize);
        CkAttribute[] template = [Number(CkAttributeType.Class, SecretKey), Number(CkAttributeType.KeyType, Aes), Bytes(CkAttributeType.Id, id)];
        Check("C_FindObjectsInit", _functions.FindObjectsInit(_session, ref template[0], (nuint)template.Length));
        var handles = new nuint[2];
        var result = _functions.FindObjects(_session, handles, (nuint)handles.Length, out var count);
        Check("C_FindObjectsFinal", _functions.FindObjectsFinal(_session));
        Check("C_FindObjects", result);
        return count == 1 ? handles[0] : null;
    }

    /// <summary>Makes a 256-bit AES key that encrypts and decrypts and does nothing else, and that never leaves the token.</summary>
    public nuint GenerateKey(ReadOnlySpan<byte> id, string label)
    {
        _buffer.Begin(TemplateSize);
        CkAttribute[] template =
        [
            Number(CkAttributeType.Class, SecretKey), Number(CkAttributeType.KeyType, Aes), Number(CkAttributeType.ValueLength, 32),
            Bytes(CkAttributeType.Id, id), Bytes(CkAttributeType.Label, Encoding.UTF8.GetBytes(label)),
            Flag(CkAttributeType.Token, true), Flag(CkAttributeType.Private, true), Flag(CkAttributeType.Sensitive, true), Flag(CkAttributeType.Extractable, false),
            Flag(CkAttributeType.Encrypt, true), Flag(CkAttributeType.Decrypt, true), Flag(CkAttributeType.Wrap, false), Flag(CkAttributeType.Unwrap, false),
            Flag(CkAttributeType.Sign, false), Flag(CkAttributeType.Verify, false), Flag(CkAttributeType.Derive, false),
        ];
        var mechanism = new CkMechanism(CkMechanism.AesKeyGeneration);
        Check("C_GenerateKey", _functions.GenerateKey(_session, ref mechanism, ref template[0], (nuint)template.Length, out var key));
        return key;
    }

    public void Destroy(nuint key) => Check("C_DestroyObject", _functions.DestroyObject(_session, key));

    /// <summary>Fills the destination, as long as the plaintext and 16 bytes, with ciphertext ‖ tag.</summary>
    public void Encrypt(nuint key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> plaintext, Span<byte> destination)
    {
        var mechanism = Gcm(iv, associatedData);
        Check("C_EncryptInit", _functions.EncryptInit(_session, ref mechanism, key));
        var length = (nuint)destination.Length;
        Check("C_Encrypt", _functions.Encrypt(
            _session, ref MemoryMarshal.GetReference(plaintext), (nuint)plaintext.Length, ref MemoryMarshal.GetReference(destination), ref length));
        if (length != (nuint)destination.Length) throw new Pkcs11Exception("C_Encrypt", CkReturn.GeneralError);
    }

    /// <summary>Opens ciphertext ‖ tag into a destination of the same length, of which all but the last 16 bytes are then the plaintext.</summary>
    /// <returns>Ok, or in what way the token refused.</returns>
    public CkReturn Decrypt(nuint key, ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData, ReadOnlySpan<byte> ciphertext, Span<byte> destination)
    {
        var mechanism = Gcm(iv, associatedData);
        Check("C_DecryptInit", _functions.DecryptInit(_session, ref mechanism, key));
        var length = (nuint)destination.Length;
        var result = (CkReturn)_functions.Decrypt(
            _session, ref MemoryMarshal.GetReference(ciphertext), (nuint)ciphertext.Length, ref MemoryMarshal.GetReference(destination), ref length);
        return result == CkReturn.Ok && length != (nuint)(ciphertext.Length - TagSize) ? CkReturn.GeneralError : result;
    }

    public void GenerateRandom(Span<byte> destination) =>
        Check("C_GenerateRandom", _functions.GenerateRandom(_session, ref MemoryMarshal.GetReference(destination), (nuint)destination.Length));

    /// <summary>Closes the session, if the token still knows it; with a process's last session the user is logged out.</summary>
    public void Dispose() => _ = _functions.CloseSession(_session);

    private CkMechanism Gcm(ReadOnlySpan<byte> iv, ReadOnlySpan<byte> associatedData)
    {
        _buffer.Begin(TemplateSize + associatedData.Length);
        var parameters = new CkGcmParameters(_buffer.Add(iv), (nuint)iv.Length, _buffer.Add(associatedData), (nuint)associatedData.Length, TagSize * 8);
        return new CkMechanism(CkMechanism.AesGcm, _buffer.Add(parameters), (nuint)Marshal.SizeOf<CkGcmParameters>());
    }

    private CkAttribute Number(CkAttributeType type, nuint value) => new(type, _buffer.Add(value), (nuint)nuint.Size);

    private CkAttribute Bytes(CkAttributeType type, ReadOnlySpan<byte> value) => new(type, _buffer.Add(value), (nuint)value.Length);

    private CkAttribute Flag(CkAttributeType type, bool value) => Bytes(type, [value ? (byte)1 : (byte)0]);

    private static void Check(string function, nuint result) => Pkcs11Library.Check(function, (CkReturn)result);
}
