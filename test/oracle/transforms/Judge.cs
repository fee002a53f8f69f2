// Runs Microsoft's own transform engine over pairs read as JSON lines from stdin, as the TransformXml build task would,
// and writes one JSON line per pair: { id, succeeded, output (base64, what was saved even after an error), messages }.
// With `--measure N` the one pair read is transformed N times instead, and the milliseconds of the fastest round are written.
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
            var best = double.MaxValue;
            for (var i = 0; i < rounds; i++)
            {
                var clock = Stopwatch.StartNew();
                Run(pair.Id);
                best = Math.Min(best, clock.Elapsed.TotalMilliseconds);
            }
            Console.WriteLine(best.ToString(System.Globalization.CultureInfo.InvariantCulture));
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
    var succeeded = false;
    // The wording of failures is TransformXml's.
    var failure = "Could not open Source file";
    try
    {
        using var document = new XmlTransformableDocument { PreserveWhitespace = true };
        document.Load(source);
        failure = "Could not open Transform file";
        using var transformation = new XmlTransformation(transform, log);
        succeeded = transformation.Apply(document);
        failure = "Could not write Destination file";
        document.Save(output);
    }
    catch (XmlException e)
    {
        var file = string.IsNullOrEmpty(e.SourceUri) ? source : new Uri(e.SourceUri).LocalPath;
        log.Add("error", file, e.LineNumber, e.LinePosition, e.Message);
        succeeded = false;
    }
    catch (Exception e)
    {
        // After a transform that failed the task would not have tried to save.
        if (succeeded || !failure.Contains("Destination")) log.Add("error", "", 0, 0, $"{failure}: {e.Message}");
        succeeded = false;
    }
    return new Verdict(id, succeeded, File.Exists(output) ? Convert.ToBase64String(File.ReadAllBytes(output)) : "", log.Messages);
}

record Pair(int Id, string Source, string Transform);
record Message(string Kind, string File, int Line, int Column, string Text);
record Verdict(int Id, bool Succeeded, string Output, List<Message> Messages);

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
