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
var parsed = root.Parse(args);
// A server that is asked to end answers what is under way, for which its host gives it 30 seconds. By default the library would end the process after two.
var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
// A command line that cannot be read is told apart from a command that says no.
return parsed.Errors.Count > 0 ? 2 : exitCode;
