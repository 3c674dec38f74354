using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kagimori.Identities;

/// <summary>The managed policies of AWS that are known here: the same for every account, and nobody's to change.</summary>
/// <remarks>
/// A file each in AwsManagedPolicies/, read at first use; one more is one more file. Only the default version is known. What uses them in an account is not counted
/// in these records.
/// </remarks>
public static class AwsManagedPolicies
{
    private const string ResourcePrefix = "Kagimori.Identities.AwsManagedPolicies.";
    private const string ArnPrefix = "arn:aws:iam::aws:policy";

    private static readonly Lazy<FrozenDictionary<string, ManagedPolicyRecord>> ByArn = new(() => Read().ToFrozenDictionary(ArnOf, StringComparer.Ordinal));

    public static IEnumerable<ManagedPolicyRecord> All => ByArn.Value.Values;

    /// <summary>The policy with exactly this ARN; null when AWS has none, or none that is known here.</summary>
    public static ManagedPolicyRecord? Find(string arn) =>
        arn.StartsWith(ArnPrefix, StringComparison.Ordinal) ? ByArn.Value.GetValueOrDefault(arn) : null;

    public static string ArnOf(ManagedPolicyRecord policy) => $"{ArnPrefix}{policy.Path}{policy.Name}";

    private static IEnumerable<ManagedPolicyRecord> Read()
    {
        var assembly = typeof(AwsManagedPolicies).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(ResourcePrefix, StringComparison.Ordinal)) continue;
            using var stream = assembly.GetManifestResourceStream(resource)!;
            yield return RecordOf(JsonSerializer.Deserialize(stream, AwsManagedPolicyJson.Default.AwsManagedPolicyFile)!);
        }
    }

    private static ManagedPolicyRecord RecordOf(AwsManagedPolicyFile file)
    {
        var name = file.Arn.LastIndexOf('/') + 1;
        return new ManagedPolicyRecord
        {
            IsOfAws = true,
            Name = file.Arn[name..],
            Path = file.Arn[ArnPrefix.Length..name],
            Id = file.PolicyId,
            CreatedAt = file.CreateDate,
            UpdatedAt = file.UpdateDate,
            Description = file.Description,
            Versions = [new PolicyVersionRecord(file.DefaultVersionId, TextOf(file.Document), file.UpdateDate)],
            DefaultVersionId = file.DefaultVersionId,
            NextVersion = 0,
        };
    }

    // As AWS answers its own documents: indented by four.
    private static string TextOf(JsonElement document)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true, IndentSize = 4, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            document.WriteTo(json);
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}
