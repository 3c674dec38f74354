using Kagimori.Identities;
using Kagimori.Organizations;
using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>Makes an account in the organization, with a role that the management account can use it by.</summary>
internal static class CreateAccount
{
    private const int AccountDigits = 12;
    private const int MostAccounts = 1000;
    private const string DefaultRole = "OrganizationAccountAccessRole";
    private const string Everything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    public static readonly Shape<CreateAccountRequest> Shape = new(
        Kms.Text<CreateAccountRequest>("Email", r => r.Email, Orgs.EmailType, isRequired: true),
        Kms.Text<CreateAccountRequest>("AccountName", r => r.AccountName, Orgs.CreateAccountNameType, isRequired: true),
        Kms.Text<CreateAccountRequest>("RoleName", r => r.RoleName, Orgs.RoleNameType),
        Kms.Text<CreateAccountRequest>("IamUserAccessToBilling", r => r.IamUserAccessToBilling, Orgs.IamUserAccessToBillingType),
        Orgs.Tags<CreateAccountRequest>(r => r.Tags));

    public static async ValueTask<Outcome<CreateAccountStatusResponse>> PerformAsync(OrganizationCall call, CreateAccountRequest request)
    {
        var exchange = call.Exchange;
        var organization = call.Organization;
        if (organization.Accounts.Count >= MostAccounts)
            return OrganizationRefusals.Constraint("ACCOUNT_NUMBER_LIMIT_EXCEEDED", "You have exceeded the allowed number of AWS accounts.");
        var taken = organization.Accounts.Any(account => string.Equals(account.Email, request.Email, StringComparison.OrdinalIgnoreCase));
        var status = new AccountRequestRecord($"car-{OrganizationIds.New(exchange.Engine.Random, OrganizationIds.RequestLength)}", request.AccountName!, exchange.Now,
            taken ? null : await NewAccountIdAsync(exchange), taken ? "EMAIL_ALREADY_EXISTS" : null);
        organization = organization with { AccountRequests = [.. organization.AccountRequests, status] };
        if (status.AccountId is { } id)
        {
            organization = organization.WithAccount(new MemberRecord(id, request.AccountName!, request.Email!, organization.RootId, MemberRecord.Created, exchange.Now));
            if (OrganizationTags.Add(organization, id, request.Tags, out organization) is { } refusal) return refusal;
            AddAccount(exchange, organization, id, request.RoleName ?? DefaultRole);
        }
        call.Put(organization);
        // As with AWS, the answer is that the work has begun; what came of it is asked for with the id.
        return new CreateAccountStatusResponse(AccountStatusElement.Of(status) with { State = "IN_PROGRESS", CompletedTimestamp = null, AccountId = null, FailureReason = null });
    }

    private static void AddAccount(Exchange exchange, OrganizationRecord organization, string id, string roleName)
    {
        var changes = exchange.Changes;
        IdentityRecords.Accounts.Create(changes, "", id, new AccountRecord(id, exchange.Now, []));
        OrganizationRecords.Memberships.Create(changes, "", id, new MembershipRecord(organization.Id));
        var role = new RoleRecord
        {
            Name = roleName,
            Id = UniqueId.Create(UniqueId.Role, exchange.Engine.Random),
            CreatedAt = exchange.Now,
            TrustPolicy = $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{exchange.Caller.Account.RootArn}}"},"Action":"sts:AssumeRole"}]}
                """,
            InlinePolicies = new Dictionary<string, string> { ["AdministratorAccess"] = Everything },
        };
        IdentityRecords.Roles.Create(changes, id, IdentityRecords.IdOf(role.Name), role);
        IdentityRecords.Principals.Create(changes, "", role.Id, new PrincipalRecord(PrincipalRecord.Role, id, role.Path, role.Name));
    }

    private static async ValueTask<string> NewAccountIdAsync(Exchange exchange)
    {
        while (true)
        {
            var bytes = new byte[AccountDigits];
            exchange.Engine.Random.Fill(bytes);
            var id = string.Create(AccountDigits, bytes, static (text, bytes) =>
            {
                for (var i = 0; i < text.Length; i++) text[i] = (char)('0' + (bytes[i] % 10));
            });
            if (id[0] != '0' && await IdentityRecords.Accounts.FindAsync(exchange.Engine.Store, "", id) is null) return id;
        }
    }
}

internal sealed record CreateAccountRequest
{
    public string? Email { get; set; }

    public string? AccountName { get; set; }

    public string? RoleName { get; set; }

    public string? IamUserAccessToBilling { get; set; }

    public IReadOnlyList<OrganizationTag?>? Tags { get; set; }
}

internal sealed record CreateAccountStatusResponse(AccountStatusElement CreateAccountStatus);
