using System.Globalization;

namespace Kagimori.Tests.Contract;

/// <summary>A row of <see cref="ContractTable"/>: one operation, or one way to call it.</summary>
/// <param name="Name">The operation; with a star or a slash the way in which it is called.</param>
/// <param name="Cells">One for each key state.</param>
/// <param name="Needs">What it needs of a key beside a state.</param>
internal sealed record ContractRow(string Name, string[] Cells, string[] Needs)
{
    public string Operation { get; } = Name.TrimEnd('*').Split('/')[0];

    /// <summary>Whether it is called with what does not suit the key.</summary>
    public bool IsUnfit { get; } = Name.EndsWith('*');

    /// <summary>The refusal as <c>code: text</c>, or null for success.</summary>
    public string? Expected(ContractKey key, string state)
    {
        var cell = Cells[ContractTable.States.Keys.ToList().IndexOf(state)];
        var kind = Needs.Select(need => ContractNeeds.Refuse(need, key, this)).FirstOrDefault(refusal => refusal is not null);
        var byState = cell switch
        {
            "." => null,
            "N" => $"KMSInvalidStateException: {key.Arn} is not pending deletion.",
            "S" or "K" => string.Format(CultureInfo.InvariantCulture, ContractTable.States[state], key.Arn),
            _ => throw new InvalidOperationException($"{Name} has the cell {cell}."),
        };
        return cell == "K" ? kind ?? byState : byState ?? kind;
    }
}
