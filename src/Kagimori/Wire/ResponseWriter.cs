using System.Buffers;
using System.Text;
using System.Xml;
using Kagimori.CustomKeyStores.Xks;
using Microsoft.AspNetCore.Http;

namespace Kagimori.Wire;

/// <summary>The bytes of step 7: the response or the refusal, in the service's own shape.</summary>
public static class ResponseWriter
{
    private const string JsonContentType = "application/json";
    private const string XmlContentType = "text/xml";

    // One buffer per thread: an answer is built before it is written, so no two answers share it. It is zeroed
    // after each answer, because it held a plaintext.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    public static async ValueTask WriteAsync(Exchange exchange, Refusal? refusal)
    {
        var response = exchange.Http.Response;
        response.StatusCode = refusal?.StatusCode ?? StatusCodes.Status200OK;
        response.ContentType = exchange.Service == Service.XksProxy ? JsonContentType : exchange.Service.IsJson ? AwsJson.ContentType : XmlContentType;
        response.Headers["x-amzn-RequestId"] = exchange.RequestId;
        if (refusal is not null) response.Headers["x-amzn-errortype"] = refusal.Code;
        CopyTo(exchange, refusal, response);
        await response.BodyWriter.FlushAsync();
    }

    private static void CopyTo(Exchange exchange, Refusal? refusal, HttpResponse response)
    {
        var output = _buffer ??= new ArrayBufferWriter<byte>(4096);
        if (refusal is null) exchange.Operation!.WriteResponse(exchange, output);
        else if (exchange.Service == Service.XksProxy) AwsJson.Write(output, new XksError(refusal.Code, refusal.Message), XksJson.Default.XksError);
        else if (exchange.Service.IsJson) AwsJson.WriteError(output, refusal, exchange.Service);
        else WriteXmlError(output, exchange, refusal);
        response.ContentLength = output.WrittenCount;
        response.BodyWriter.Write(output.WrittenSpan);
        output.Clear();
    }

    /// <summary>Writes a Query answer: <c>ActionResponse</c> around <c>ActionResult</c> and <c>ResponseMetadata</c>.</summary>
    public static void WriteXml(IBufferWriter<byte> output, Exchange exchange, QueryElement? result)
    {
        using var xml = XmlWriter.Create(new BufferStream(output), XmlSettings);
        xml.WriteStartElement($"{exchange.OperationName}Response", exchange.Service.XmlNamespace);
        result?.WriteTo(xml);
        xml.WriteStartElement("ResponseMetadata");
        xml.WriteElementString("RequestId", exchange.RequestId);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteXmlError(IBufferWriter<byte> output, Exchange exchange, Refusal refusal)
    {
        using var xml = XmlWriter.Create(new BufferStream(output), XmlSettings);
        xml.WriteStartElement("ErrorResponse", exchange.Service.XmlNamespace);
        xml.WriteStartElement("Error");
        xml.WriteElementString("Type", refusal.StatusCode >= 500 ? "Receiver" : "Sender");
        xml.WriteElementString("Code", refusal.Code);
        if (refusal.Message is not null) xml.WriteElementString("Message", XmlText.Clean(refusal.Text!));
        if (refusal.Details?.Explanation is { } explanation) xml.WriteElementString("Explanation", XmlText.Clean(explanation.ToText()));
        xml.WriteEndElement();
        xml.WriteElementString("RequestId", exchange.RequestId);
        xml.WriteEndElement();
    }

    private static readonly XmlWriterSettings XmlSettings = new()
    {
        Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), OmitXmlDeclaration = true,
    };
}
