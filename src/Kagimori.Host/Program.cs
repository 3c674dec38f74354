using System.CommandLine;
using Kagimori.Host.Commands;
using Kagimori.Host.Serving;

var root = new RootCommand("Kagimori: a key management service that speaks the AWS KMS API and decides as AWS does.")
{
    ServeCommand.Create(),
    AuditCommand.Create(),
    KeyPolicyCommand.Create(),
    PolicyCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
