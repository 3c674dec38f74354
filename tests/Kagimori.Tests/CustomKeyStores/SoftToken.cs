using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Kagimori.CustomKeyStores.CloudHsm;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;

namespace Kagimori.Tests.CustomKeyStores;

/// <summary>A new token that stands for a CloudHSM cluster, and a look into it from outside.</summary>
internal sealed record SoftToken
{
    public const string Password = "kmsuserPassword1";
    private const string OfficerPassword = "officer-1234";
    private static readonly Lock Making = new();
    private static int s_count;

    private SoftToken(string label) => Label = label;

    public string Label { get; }

    public string ClusterId { get; init; } = "cluster-2a23b4cdefg";

    public static string TrustAnchor { get; } = NewCertificate("customerCA");

    public static SoftToken Create()
    {
        SoftHsm.Require();
        lock (Making)
        {
            var token = new SoftToken($"kagimori-{Interlocked.Increment(ref s_count)}");
            var free = SoftHsm.Library.GetSlotList(SlotsType.WithTokenPresent).First(slot => !slot.GetTokenInfo().TokenFlags.TokenInitialized);
            free.InitToken(OfficerPassword, token.Label);
            token.WithSession(session =>
            {
                session.Login(CKU.CKU_SO, OfficerPassword);
                session.InitPin(Password);
            }, isUser: false);
            return token;
        }
    }

    public static string NewCertificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2036, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return certificate.ExportCertificatePem();
    }

    /// <summary>The configuration in which these tokens stand for their clusters.</summary>
    public static CloudHsmClusters Clusters(params SoftToken[] tokens) => Clusters([.. tokens.Select(token => token.Entry())]);

    public static CloudHsmClusters Clusters(params object[] entries)
    {
        using var folder = new Storage.TempFolder();
        File.WriteAllText(folder.File("customerCA.crt"), TrustAnchor);
        var clusters = CloudHsmClusters.Read(JsonSerializer.SerializeToUtf8Bytes(new { clusters = entries }), folder.Path, out var errors);
        Assert.Empty(errors);
        return clusters!;
    }

    public object Entry(string account = TestService.Account, string region = TestService.Region, string? backupHistory = null) => new
    {
        id = ClusterId, account, region, library = SoftHsm.File, token = Label, trustAnchorCertificate = "customerCA.crt", backupHistory,
    };

    /// <summary>What another program sees of the secret keys in the token.</summary>
    public IReadOnlyList<TokenKey> Keys()
    {
        List<TokenKey> keys = [];
        WithSession(session =>
        {
            foreach (var handle in session.FindAllObjects([Attribute(CKA.CKA_CLASS, CKO.CKO_SECRET_KEY)]))
            {
                var values = session.GetAttributeValue(handle, [CKA.CKA_ID, CKA.CKA_LABEL, CKA.CKA_EXTRACTABLE, CKA.CKA_SENSITIVE, CKA.CKA_VALUE_LEN, CKA.CKA_NEVER_EXTRACTABLE]);
                keys.Add(new TokenKey(
                    Convert.ToHexStringLower(values[0].GetValueAsByteArray()), values[1].GetValueAsString(), values[2].GetValueAsBool(), values[3].GetValueAsBool(),
                    (int)values[4].GetValueAsUlong(), values[5].GetValueAsBool()));
            }
        });
        return keys;
    }

    public void DestroyKeys() => WithSession(session =>
    {
        foreach (var handle in session.FindAllObjects([Attribute(CKA.CKA_CLASS, CKO.CKO_SECRET_KEY)])) session.DestroyObject(handle);
    });

    /// <summary>Puts a key whose bytes are known in the place of the one with this id.</summary>
    public void ReplaceKey(string id, byte[] value)
    {
        DestroyKeys();
        WithSession(session => session.CreateObject(
        [
            Attribute(CKA.CKA_CLASS, CKO.CKO_SECRET_KEY), SoftHsm.Factories.ObjectAttributeFactory.Create(CKA.CKA_KEY_TYPE, CKK.CKK_AES),
            SoftHsm.Factories.ObjectAttributeFactory.Create(CKA.CKA_ID, Convert.FromHexString(id)), SoftHsm.Factories.ObjectAttributeFactory.Create(CKA.CKA_VALUE, value),
            SoftHsm.Factories.ObjectAttributeFactory.Create(CKA.CKA_TOKEN, true), SoftHsm.Factories.ObjectAttributeFactory.Create(CKA.CKA_PRIVATE, true),
            SoftHsm.Factories.ObjectAttributeFactory.Create(CKA.CKA_ENCRYPT, true), SoftHsm.Factories.ObjectAttributeFactory.Create(CKA.CKA_DECRYPT, true),
        ]));
    }

    /// <summary>Ends every session that this process has with the token, as losing the token does.</summary>
    public void LoseSessions() => Slot().CloseAllSessions();

    /// <summary>A session of somebody else in this process, logged in while it is open.</summary>
    public IDisposable StayLoggedIn()
    {
        var session = Slot().OpenSession(SessionType.ReadWrite);
        session.Login(CKU.CKU_USER, Encoding.UTF8.GetBytes(Password));
        return session;
    }

    public void ChangePassword(string from, string to) => WithSession(session => session.SetPin(from, to), isUser: false);

    private static IObjectAttribute Attribute(CKA type, CKO value) => SoftHsm.Factories.ObjectAttributeFactory.Create(type, value);

    private ISlot Slot() => SoftHsm.Library.GetSlotList(SlotsType.WithTokenPresent).Single(slot => slot.GetTokenInfo().Label == Label);

    // The user may be logged in already: it is one state for the process.
    private void WithSession(Action<ISession> action, bool isUser = true)
    {
        using var session = Slot().OpenSession(SessionType.ReadWrite);
        if (isUser && session.GetSessionInfo().State != CKS.CKS_RW_USER_FUNCTIONS) session.Login(CKU.CKU_USER, Encoding.UTF8.GetBytes(Password));
        action(session);
        session.CloseSession();
    }
}
