// Runs Microsoft's own transform engine over pairs read as JSON lines from stdin, as the TransformXml build task would,
// and writes one JSON line per pair: { id, loaded, succeeded, saved, output (base64) | null, messages }.
// With `--measure N` the one pair read is transformed N times instead, and the milliseconds per transform are written.
using System.Diagnostics;
using System.Text.Json;
using System.Xml;
using Microsoft.Web.XmlTransform;

var folder = Directory.CreateTempSubdirectory("xdt-judge-").FullName;
var source = Path.Combine(folder, "source.config");
var transform = Path.Combine(folder, "transform.config");
var output = Path.Combine(folder, "output.config");
try
{
    var rounds = args is ["--measure", var count] ? int.Parse(count) : 0;
    while (Console.In.ReadLine() is { } line)
    {
        var pair = JsonSerializer.Deserialize<Pair>(line, Json.Web)!;
        File.WriteAllBytes(source, Convert.FromBase64String(pair.Source));
        File.WriteAllBytes(transform, Convert.FromBase64String(pair.Transform));
        if (rounds > 0)
        {
            for (var i = 0; i < rounds / 2; i++) Run(pair.Id);
            var clock = Stopwatch.StartNew();
            for (var i = 0; i < rounds; i++) Run(pair.Id);
            Console.WriteLine(clock.Elapsed.TotalMilliseconds / rounds);
        }
        else Console.WriteLine(JsonSerializer.Serialize(Run(pair.Id), Json.Web));
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

Verdict Run(int id)
{
    File.Delete(output);
    var log = new Log();
    bool loaded = false, succeeded = false, saved = false;
    try
    {
        using var document = new XmlTransformableDocument { PreserveWhitespace = true };
        document.Load(source);
        using var transformation = new XmlTransformation(transform, log);
        loaded = true;
        succeeded = transformation.Apply(document);
        document.Save(output);
        saved = true;
    }
    catch (XmlException e)
    {
        log.Add("error", Name(e.SourceUri), e.LineNumber, e.LinePosition, e.Message);
    }
    catch (Exception e)
    {
        log.Add("error", "", 0, 0, e.Message);
    }
    return new Verdict(id, loaded, succeeded, saved, saved ? Convert.ToBase64String(File.ReadAllBytes(output)) : null, log.Messages);
}

static string Name(string? path) => string.IsNullOrEmpty(path) ? "" : Path.GetFileName(path);

record Pair(int Id, string Source, string Transform);
record Message(string Kind, string File, int Line, int Column, string Text);
record Verdict(int Id, bool Loaded, bool Succeeded, bool Saved, string? Output, List<Message> Messages);

static class Json
{
    public static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);
}

sealed class Log : IXmlTransformationLogger
{
    public readonly List<Message> Messages = [];

    public void Add(string kind, string? file, int line, int column, string text) =>
        Messages.Add(new Message(kind, string.IsNullOrEmpty(file) ? "" : Path.GetFileName(file), line, column, text));

    static string Text(string message, object[] args) => args.Length == 0 ? message : string.Format(message, args);

    static string Kind(MessageType type) => type == MessageType.Verbose ? "verbose" : "message";

    public void LogMessage(string message, params object[] args) => Add("message", null, 0, 0, Text(message, args));
    public void LogMessage(MessageType type, string message, params object[] args) => Add(Kind(type), null, 0, 0, Text(message, args));
    public void LogWarning(string message, params object[] args) => Add("warning", null, 0, 0, Text(message, args));
    public void LogWarning(string file, string message, params object[] args) => Add("warning", file, 0, 0, Text(message, args));
    public void LogWarning(string file, int line, int column, string message, params object[] args) => Add("warning", file, line, column, Text(message, args));
    public void LogError(string message, params object[] args) => Add("error", null, 0, 0, Text(message, args));
    public void LogError(string file, string message, params object[] args) => Add("error", file, 0, 0, Text(message, args));
    public void LogError(string file, int line, int column, string message, params object[] args) => Add("error", file, line, column, Text(message, args));
    public void LogErrorFromException(Exception e) => Add("error", null, 0, 0, e.Message);
    public void LogErrorFromException(Exception e, string file) => Add("error", file, 0, 0, e.Message);
    public void LogErrorFromException(Exception e, string file, int line, int column) => Add("error", file, line, column, e.Message);
    public void StartSection(string message, params object[] args) => LogMessage(message, args);
    public void StartSection(MessageType type, string message, params object[] args) => LogMessage(type, message, args);
    public void EndSection(string message, params object[] args) => LogMessage(message, args);
    public void EndSection(MessageType type, string message, params object[] args) => LogMessage(type, message, args);
}
