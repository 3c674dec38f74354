using Kagimori.Identities;
using Kagimori.Storage;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Account;

/// <summary>CreateAccountAlias, DeleteAccountAlias, ListAccountAliases: an account has one alias at most, and an alias one account.</summary>
internal static class AccountAliases
{
    public static readonly Shape<QueryParameters> Shape = new(Query.Text("AccountAlias", Iam.AccountAliasType, isRequired: true));

    /// <summary>Gives the account an alias in place of the one it had.</summary>
    public static async ValueTask<Outcome<QueryResult>> CreateAsync(Exchange exchange, QueryParameters query)
    {
        var alias = query.Text("AccountAlias")!;
        if (AccountId.TryParse(alias, out _)) return IdentityRefusals.AccountAliasIsNumber();
        if (await FindAsync(exchange, alias) is not null) return IdentityRefusals.AccountAliasExists(alias);
        var account = await AccountAsync(exchange);
        if (account.Value.Alias is { } old && await FindAsync(exchange, old) is { } replaced) IdentityRecords.AccountAliases.Delete(exchange.Changes, replaced);
        IdentityRecords.AccountAliases.Create(exchange.Changes, "", alias, new AccountAliasRecord(account.Value.Id));
        IdentityRecords.Accounts.Update(exchange.Changes, account, account.Value with { Alias = alias });
        return QueryResult.None;
    }

    public static async ValueTask<Outcome<QueryResult>> DeleteAsync(Exchange exchange, QueryParameters query)
    {
        var alias = query.Text("AccountAlias")!;
        var account = await AccountAsync(exchange);
        if (account.Value.Alias != alias || await FindAsync(exchange, alias) is not { } stored) return IdentityRefusals.AccountAliasNotFound(alias);
        IdentityRecords.AccountAliases.Delete(exchange.Changes, stored);
        IdentityRecords.Accounts.Update(exchange.Changes, account, account.Value with { Alias = null });
        return QueryResult.None;
    }

    public static async ValueTask<Outcome<QueryResult>> ListAsync(Exchange exchange, QueryParameters query)
    {
        string[] aliases = (await AccountAsync(exchange)).Value.Alias is { } alias ? [alias] : [];
        return EntityListing.InOrder(query, "AccountAliases", aliases, static name => name, static name => QueryElement.Text("member", name)!);
    }

    private static ValueTask<Stored<AccountAliasRecord>?> FindAsync(Exchange exchange, string alias) =>
        IdentityRecords.AccountAliases.FindAsync(exchange.Engine.Store, "", alias);

    private static async ValueTask<Stored<AccountRecord>> AccountAsync(Exchange exchange) =>
        await IdentityRecords.Accounts.FindAsync(exchange.Engine.Store, "", exchange.Caller.Account.ToString())
            ?? throw new StoreException($"The account {exchange.Caller.Account} does not exist.");
}
