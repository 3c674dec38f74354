namespace Kagimori.Storage;

/// <summary>What is kept of a thing's last use.</summary>
public interface ILastUse
{
    DateTimeOffset Timestamp { get; }
}
