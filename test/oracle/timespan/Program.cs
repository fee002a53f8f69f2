// Asks the very converters that read web.config attributes what they make of a few hundred literals, and prints the
// answers as JSON (see README.md). TimeSpans are answered in ticks, failures with the name of the exception.
using System.ComponentModel;
using System.Configuration;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

var integers = new List<string>
{
    "", " ", "0", "1", "20", "-1", "-0", "+20", "+ 20", "- 20", "--20", "20-", "(20)", " 20", "20 ", " 20 ", "\t20\t", "\n20\n", "\r20", "\v20",
    "\f20", "\u00A020", "20\u00A0", "\u300020", "20\0", "20\0\0", "\020", "20\0 ", "20 \0", "020", "0000000000000000000000020", "2 0", "2_0",
    "1,000", "1.000", "20.0", "0.5", ".5", "5.", "1e3", "1E3", "0x14", "0X14", "0x", "#14", "#", "&h14", "&H14", " 0x14 ", "-0x14",
    "0xFFFFFFFF", "0x80000000", "0x100000000", "#FFFFFFFF", "#80000000", "#-1", "0x 14", "0x0x14", "&h", "&h0x1", "0x+1", "0x1\0",
    "14h", "20m", "20 min", "20s", "PT20M", "00:20:00", "0:20", "20:00", "Infinite", "infinite", "INFINITE", " Infinite", "Infinite ", "Infinity",
    "∞", "-1.0", "twenty", "true", "NaN", "٢٠", "２０", "−20", "+", "-", "+-20", "2147483647", "2147483648", "-2147483648", "-2147483649",
    "99999999999", "15372286728", "15372286729", "-15372286728", "-15372286729", "922337203685", "922337203686", "-922337203685", "-922337203686",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "99999999999999999999999999", "525600", "525601", "1440",
    "28800", "43200", "129600", "null", "${MINUTES}", "$(MINUTES)", "20;", "20,", "'20'", "\"20\"", "20//", "20/2", "20*60",
};

var booleans = new List<string>
{
    "true", "false", "True", "False", "TRUE", "FALSE", "tRuE", " true", "true ", "\ttrue\n", "true\0", "\0true", "\0 true \0", "\u00A0true\u00A0", "tr ue", "1", "0",
    "yes", "no", "on", "off", "", " ", "ture", "flase", "t", "f", "-1", "true;", "\"true\"", "ＴＲＵＥ", "truE\r\n", "falsefalse",
};

var enums = new List<string>
{
    "Off", "InProc", "StateServer", "SQLServer", "Custom", "off", "inproc", "inProc", "INPROC", "SqlServer", "sqlserver", "SQLSERVER", " InProc", "InProc ", "In Proc",
    "1", "0", "4", "99", "-1", "+1", "1InProc", "", " ", "InProc,Custom", "InProc, Custom", "Off,InProc", "None", "InProc\t", "\nInProc", "InProc\n", "Inproc", "InProcs", "In-Proc",
};

var timeSpans = new SortedSet<string>(StringComparer.Ordinal);
foreach (var text in integers) timeSpans.Add(text);
string[] numbers = ["0", "1", "7", "10", "23", "24", "29", "59", "60", "99", "00", "05", "008", "100"];
foreach (var a in numbers)
    foreach (var b in numbers)
        foreach (var separator in new[] { ":", "." }) timeSpans.Add(a + separator + b);
string[] few = ["0", "5", "23", "24", "59", "60"];
string[] separators = [":", "."];
foreach (var a in new[] { "0", "10", "23", "24", "60", "365" })
    foreach (var b in few)
        foreach (var c in new[] { "00", "30", "59", "60" })
            foreach (var s1 in separators)
                foreach (var s2 in separators) timeSpans.Add($"{a}{s1}{b}{s2}{c}");
foreach (var a in new[] { "0", "1", "23", "24" })
    foreach (var b in new[] { "0", "23", "24" })
        foreach (var c in new[] { "0", "59", "60" })
            foreach (var s in new[] { "...", "..:", ".:.", ".::", ":..", ":.:", "::.", ":::" }) timeSpans.Add($"{a}{s[0]}{b}{s[1]}{c}{s[2]}07");
foreach (var s in new[] { "1.2:03:04.5", "1:2:03:04.5", "1.2:03:04:5", "1.2.03:04.5", "1:2:3:4:5", "1.2.3.4.5", "1:2:3:4:5:6", "1.2:3:4.5.6", "24.0:00:00.0" }) timeSpans.Add(s);
foreach (var fraction in new[] { "0", "1", "01", "5", "50", "123", "1234567", "12345678", "99999999", "00000001", "000000001", "0000000005", "12345675", "999999949", "0000000000000000001", "9999999999", "" })
    foreach (var head in new[] { "00:20:00.", "0:0:0.", "1.00:00:00.", "23:59:59." }) timeSpans.Add(head + fraction);
foreach (var s in new[]
{
    " 00:20:00", "00:20:00 ", " 00:20:00 ", "\t00:20:00\n", "00: 20:00", "00 :20:00", "00:20 :00", "0 0:20:00", "-00:20:00", "- 00:20:00", " -00:20:00 ", "+00:20:00",
    "--00:20:00", "00:-20:00", "00:20:-00", "00:20:", ":20:00", ":20", "20:", "00::20", "00:20::00", "::", ":", ".", "..", "-", "--", "-:", "1.", ".1", "1.:", "-.5", ":.5", "00:20:00:", "00:20:00.",
    "00:20.5", "00:.5", "0:0:.5", "00:20:.5", "1:2:.5", "1.2:3:.5", "1:2:3:.5", "24:20:.5", "00:20:00,5", "00;20;00", "00-20-00", "00/20/00", "00h20m", "20 minutes", "0020", "1 00:20:00", "1d", "1d00:20", "1.0", "1.5", "0.5",
    "10675199", "10675200", "-10675199", "-10675200", "10675199.02:48:05.4775807", "10675199.02:48:05.4775808", "-10675199.02:48:05.4775808", "-10675199.02:48:05.4775809",
    "10675199.02:48:06", "10675199:02:48:05", "100000000", "99999999", "-99999999", "2147483647", "2147483648", "4294967296", "0000000001", "00000000000000000001.00:00", "000000024:00", "0023:0059:0059",
    "00:00", "00:00:00", "0", "00:01:00", "00:20:00", "00:30", "01:00:00", "24:00", "24:00:00", "24:00:00.0", "24:00:00:00", "23:60:00", "23:59:60", "12:60", "25:00:00", "29:00:00", "29:00", "48:00:00", "1.05:00:00", "1.5:00", "14.00:00:00", "365.00:00:00", "365.0:0:0", "30.00:00:00", "720:00:00",
    "00:20:00\0", "00:20\0:00", "00:20:00\0\0", "00:20:00.5\0", "20\0", "\000:20:00", "00:20:00 \0", "00:20:00\0 ", "00：20：00", "٠٠:٢٠:٠٠", "00:20:00Z", "T00:20:00", "P1D", "00:20:00 AM", "1:00 PM",
}) timeSpans.Add(s);

var answers = new SortedDictionary<string, List<string[]>>(StringComparer.Ordinal)
{
    ["minutes"] = Ask(new TimeSpanMinutesConverter(), integers),
    ["minutesOrInfinite"] = Ask(new TimeSpanMinutesOrInfiniteConverter(), integers),
    ["seconds"] = Ask(new TimeSpanSecondsConverter(), integers),
    ["secondsOrInfinite"] = Ask(new TimeSpanSecondsOrInfiniteConverter(), integers),
    ["timeSpan"] = Ask(TypeDescriptor.GetConverter(typeof(TimeSpan)), timeSpans),
    ["timeSpanOrInfinite"] = Ask(new InfiniteTimeSpanConverter(), integers),
    ["integer"] = Ask(TypeDescriptor.GetConverter(typeof(int)), integers),
    ["boolean"] = Ask(TypeDescriptor.GetConverter(typeof(bool)), booleans),
    ["enum"] = Ask(new GenericEnumConverter(typeof(SessionStateMode)), enums),
};

var assembly = typeof(InfiniteTimeSpanConverter).Assembly.GetName();
var json = new StringBuilder("{\n");
json.Append($"  \"judge\": {Quote($".NET {Environment.Version}, {assembly.Name} {assembly.Version}")}");
foreach (var (name, rows) in answers)
{
    json.Append($",\n  {Quote(name)}: [\n");
    json.Append(string.Join(",\n", rows.Select(row => $"    [{Quote(row[0])}, {Quote(row[1])}]")));
    json.Append("\n  ]");
}
json.Append("\n}\n");
Console.Write(json);

static List<string[]> Ask(TypeConverter converter, IEnumerable<string> literals) =>
    literals.Select(literal => new[] { literal, Answer(converter, literal) }).ToList();

static string Answer(TypeConverter converter, string literal)
{
    try
    {
        // As ConfigurationProperty.ConvertFromString does.
        return converter.ConvertFromInvariantString(literal) switch
        {
            TimeSpan span when span == TimeSpan.MaxValue => "Infinite",
            TimeSpan span => span.Ticks.ToString(CultureInfo.InvariantCulture),
            bool flag => flag ? "true" : "false",
            var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
        };
    }
    catch (Exception exception)
    {
        return (exception.InnerException ?? exception).GetType().Name;
    }
}

static string Quote(string text) =>
    JsonSerializer.Serialize(text, new JsonSerializerOptions { Encoder = JavaScriptEncoder.Default });

enum SessionStateMode { Off, InProc, StateServer, SQLServer, Custom }
