using Kagimori.Cryptography;

namespace Kagimori.Tests.Cryptography;

public sealed class KeyMaterialIdTests
{
    private const string Account = "111122223333";
    private const string Key = "1234abcd-12ab-34cd-56ef-1234567890ab";

    [Fact]
    public void The_same_material_under_the_same_key_has_the_same_id()
    {
        using var material = Material();
        Assert.Equal("a6333650c8ee4924165d1974e36f83eb07a130f60b7ec7e155829792f449ee9a", KeyMaterialId.Derive(material, Account, Key).ToString());
    }

    [Fact]
    public void Another_key_account_or_material_has_another_id()
    {
        using var material = Material();
        using var other = new KeyMaterial(new byte[32]);
        KeyMaterialId[] ids =
        [
            KeyMaterialId.Derive(material, Account, Key),
            KeyMaterialId.Derive(material, Account, "mrk-1234abcd12ab34cd56ef1234567890ab"),
            KeyMaterialId.Derive(material, "444455556666", Key),
            KeyMaterialId.Derive(material, Account + "1", Key[1..]),
            KeyMaterialId.Derive(other, Account, Key),
        ];
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Its_text_reads_back()
    {
        using var material = Material();
        var id = KeyMaterialId.Derive(material, Account, Key);
        Assert.True(KeyMaterialId.TryParse(id.ToString(), out var again));
        Assert.Equal(id, again);
        Assert.Equal(id.GetHashCode(), again.GetHashCode());
    }

    [Theory]
    [InlineData("")]
    [InlineData("A6333650c8ee4924165d1974e36f83eb07a130f60b7ec7e155829792f449ee9a")]
    [InlineData("6333650c8ee4924165d1974e36f83eb07a130f60b7ec7e155829792f449ee9a")]
    [InlineData("a6333650c8ee4924165d1974e36f83eb07a130f60b7ec7e155829792f449ee9a0")]
    [InlineData("g6333650c8ee4924165d1974e36f83eb07a130f60b7ec7e155829792f449ee9a")]
    public void Other_text_is_not_an_id(string text) => Assert.False(KeyMaterialId.TryParse(text, out _));

    private static KeyMaterial Material() => new([.. Enumerable.Range(0, 32).Select(n => (byte)n)]);
}
