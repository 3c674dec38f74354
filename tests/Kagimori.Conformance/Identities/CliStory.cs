using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Kagimori.Conformance.Identities;

/// <summary>One story of the scenario with the aws CLI. A step is a call, its request, what it answers, and the members that later steps need;
/// or the code of its refusal, and what stands before the part of the message that later steps need.</summary>
internal sealed partial class CliStory(KagimoriServer server, Identity identity, JsonNode variables)
{
    private readonly AwsCli _cli = server.CliOf(identity);
    private readonly Dictionary<string, string> _variables = variables.AsObject().ToDictionary(v => v.Key, v => v.Value!.GetValue<string>());

    /// <returns>How many steps passed: all of them.</returns>
    public async Task<int> RunAsync(string name, JsonArray steps)
    {
        for (var number = 0; number < steps.Count; number++) await StepAsync($"{name} {number + 1}: {steps[number]![0]}", steps[number]!.AsArray());
        return steps.Count;
    }

    private async Task StepAsync(string name, JsonArray step)
    {
        var call = step[0]!.GetValue<string>().Split(' ');
        string[] arguments = [call[0], Words().Replace(call[1], "-").ToLowerInvariant(), "--cli-input-json", Fill(step[1]!).ToJsonString()];
        if (step[2] is JsonValue refusal)
        {
            var message = await _cli.RefusedAsync(arguments);
            Assert.Contains($"({refusal.GetValue<string>()})", message, StringComparison.Ordinal);
            foreach (var (variable, before) in Kept(step)) _variables[variable] = message.Split(before!.GetValue<string>())[1];
            return;
        }
        // The CLI answers a seed into a file only, and takes its own options for this operation.
        var seed = server.Files.Of("seed");
        if (call[1] == "CreateVirtualMFADevice")
        {
            var request = Fill(step[1]!);
            arguments =
            [
                .. arguments[..2], "--virtual-mfa-device-name", request["VirtualMFADeviceName"]!.GetValue<string>(), "--tags", request["Tags"]!.ToJsonString(),
                "--outfile", seed, "--bootstrap-method", "Base32StringSeed",
            ];
        }
        var output = (await _cli.RunAsync(arguments)).Output;
        var answer = JsonNode.Parse(string.IsNullOrWhiteSpace(output) ? "{}" : output)!;
        if (call[1] == "CreateVirtualMFADevice") answer["VirtualMFADevice"]!["Base32StringSeed"] = await File.ReadAllTextAsync(seed);

        foreach (var (path, expected) in Fill(step[2]!).AsObject())
        {
            var found = Member(answer, path);
            var holds = expected is JsonValue any && any.TryGetValue(out string? text) && text == "*" ? found is not null : JsonNode.DeepEquals(found, expected);
            Assert.True(holds, $"{name}: {path} is {found?.ToJsonString() ?? "missing"}, not {expected!.ToJsonString()}.");
        }
        foreach (var (variable, path) in Kept(step)) _variables[variable] = Member(answer, path!.GetValue<string>())!.GetValue<string>();
    }

    private static JsonObject Kept(JsonArray step) => step.Count > 3 ? step[3]!.AsObject() : [];

    private static JsonNode? Member(JsonNode answer, string path) => path.Split('.').Aggregate((JsonNode?)answer, (value, name) => value switch
    {
        JsonArray items => items[int.Parse(name, CultureInfo.InvariantCulture)],
        JsonValue document => JsonNode.Parse(document.GetValue<string>())![name],
        _ => value?[name],
    });

    private JsonNode Fill(JsonNode value) => value switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Fill(member.Value!)))),
        JsonArray items => new JsonArray([.. items.Select(item => (JsonNode?)Fill(item!))]),
        JsonValue text when text.TryGetValue(out string? template) => JsonValue.Create(Variable().Replace(template, match => ValueOf(match.Groups[1].Value))),
        _ => value.DeepClone(),
    };

    private string ValueOf(string name) => name.StartsWith("code", StringComparison.Ordinal) && name.Length > 4
        ? Code(_variables["seed"], int.Parse(name[4..], CultureInfo.InvariantCulture))
        : _variables[name];

    /// <summary>RFC 6238, for the time step that is so far from the present one.</summary>
    private static string Code(string seed, int distance)
    {
        var bits = string.Concat(seed.Select(letter => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal).ToString("b5", CultureInfo.InvariantCulture)));
        var secret = bits.Chunk(8).Select(bits => Convert.ToByte(new string(bits), 2)).ToArray();
        var counter = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30 + distance);
#pragma warning disable CA5350 // Authenticator apps know no other hash.
        var mac = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        return ((BinaryPrimitives.ReadInt32BigEndian(mac.AsSpan(mac[^1] & 15)) & int.MaxValue) % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")]
    private static partial Regex Words();

    [GeneratedRegex(@"\$\{([\w+-]+)\}")]
    private static partial Regex Variable();
}
