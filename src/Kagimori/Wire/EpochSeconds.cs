using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kagimori.Wire;

/// <summary>A timestamp as AWS JSON writes it: seconds since 1970 with a fraction of milliseconds.</summary>
public sealed class EpochSeconds : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (!reader.TryGetDecimal(out var seconds) || seconds is < -62_000_000_000m or > 250_000_000_000m) throw new JsonException();
        return DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000m));
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.ToUnixTimeMilliseconds() / 1000m);
}
