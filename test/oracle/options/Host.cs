// One question a line: { id, files: { path: text }, environment, variables: { name: value } }. One answer a line:
// { options: { path: text | null }, throws: { path: message }, error }. Lengths are told in ticks.
using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

var compiled = new Dictionary<string, Assembly>();
var home = Directory.CreateTempSubdirectory("session-timeline-host").FullName;
Environment.SetEnvironmentVariable("HOME", home);
while (Console.ReadLine() is { } line)
{
    var question = JsonSerializer.Deserialize<Question>(line, JsonSerializerOptions.Web)!;
    object answer;
    try
    {
        if (!compiled.TryGetValue(question.Id, out var program)) compiled[question.Id] = program = Compiler.Compile(question);
        answer = new Run(question, home).Start(program);
    }
    catch (Exception e) { answer = new { error = Told.Why(e) }; }
    Console.WriteLine(JsonSerializer.Serialize(answer, JsonSerializerOptions.Web));
}
Directory.Delete(home, true);

record Question(string Id, Dictionary<string, string> Files, string Environment, Dictionary<string, string> Variables);

static class Compiler
{
    static readonly string[] Implicit =
    [
        "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks",
        "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing",
        "Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging",
    ];
    static readonly MetadataReference[] References = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)).ToArray();

    public static Assembly Compile(Question question)
    {
        var parse = new CSharpParseOptions(LanguageVersion.Latest);
        var trees = question.Files.Where(file => file.Key.EndsWith(".cs")).Select(file => CSharpSyntaxTree.ParseText(file.Value, parse, file.Key))
            .Append(CSharpSyntaxTree.ParseText(string.Concat(Implicit.Select(name => $"global using global::{name};\n")), parse));
        var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable);
        using var stream = new MemoryStream();
        var result = CSharpCompilation.Create($"Host{question.Id}", trees, References, options).Emit(stream);
        if (!result.Success)
            throw new InvalidOperationException("does not compile: " + string.Join(" | ", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(3)));
        stream.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(stream);
    }
}

/// <summary>Starts a program unchanged; only its server is another, which looks at the container and gives up.</summary>
sealed class Run(Question question, string home) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    Told? told;
    readonly AsyncLocal<bool> ours = new();

    public object Start(Assembly program)
    {
        var root = Path.Combine(home, question.Id);
        foreach (var (name, text) in question.Files)
        {
            var path = Path.Combine(root, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
        var set = new Dictionary<string, string?>(question.Variables!) { ["ASPNETCORE_ENVIRONMENT"] = question.Environment, ["ASPNETCORE_CONTENTROOT"] = root };
        foreach (var (name, value) in set) Environment.SetEnvironmentVariable(name, value);
        Directory.SetCurrentDirectory(root);
        Exception? failure = null;
        using (DiagnosticListener.AllListeners.Subscribe(this))
        {
            var thread = new Thread(() =>
            {
                ours.Value = true;
                try
                {
                    var entry = program.EntryPoint!;
                    (entry.Invoke(null, entry.GetParameters().Length == 0 ? [] : [Array.Empty<string>()]) as Task)?.GetAwaiter().GetResult();
                }
                catch (Exception e) { failure = e; }
            });
            thread.Start();
            if (!thread.Join(TimeSpan.FromSeconds(30))) throw new TimeoutException("the host did not come to its server");
        }
        foreach (var name in set.Keys) Environment.SetEnvironmentVariable(name, null);
        return told ?? throw failure ?? new InvalidOperationException("the program ended without a server");
    }

    public void OnNext(DiagnosticListener listener)
    {
        if (listener.Name == "Microsoft.Extensions.Hosting") listener.Subscribe(this);
    }

    public void OnNext(KeyValuePair<string, object?> happened)
    {
        if (!ours.Value || happened.Key != "HostBuilding") return;
        var builder = (IHostBuilder)happened.Value!;
        builder.UseDefaultServiceProvider(o => o.ValidateOnBuild = o.ValidateScopes = false);
        builder.ConfigureServices((_, services) =>
        {
            services.AddLogging(logging => logging.ClearProviders());
            services.AddSingleton<IServer>(provider => new Looker(() => told = Told.About(provider)));
        });
    }

    public void OnCompleted() { }
    public void OnError(Exception error) { }

    sealed class Looker(Action look) : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();
        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken stop) where TContext : notnull
        {
            look();
            throw new OperationCanceledException();
        }
        public Task StopAsync(CancellationToken stop) => Task.CompletedTask;
        public void Dispose() { }
    }
}

sealed record Told(SortedDictionary<string, string?> Options, SortedDictionary<string, string> Throws)
{
    static readonly (Type Type, string[] Properties)[] Unnamed =
    [
        (typeof(SessionOptions), ["IdleTimeout", "IOTimeout", "Cookie.MaxAge", "Cookie.IsEssential"]),
        (typeof(SecurityStampValidatorOptions), ["ValidationInterval"]),
        (typeof(IdentityOptions), ["Lockout.DefaultLockoutTimeSpan", "Lockout.MaxFailedAccessAttempts", "Lockout.AllowedForNewUsers"]),
        (typeof(DataProtectionTokenProviderOptions), ["TokenLifespan"]),
        (typeof(KeyManagementOptions), ["NewKeyLifetime"]),
        (typeof(AntiforgeryOptions), ["Cookie.MaxAge"]),
        (typeof(CookieTempDataProviderOptions), ["Cookie.MaxAge"]),
        (typeof(MemoryDistributedCacheOptions), ["SizeLimit"]),
        (typeof(CircuitOptions), ["DisconnectedCircuitRetentionPeriod", "DisconnectedCircuitMaxRetained", "JSInteropDefaultCallTimeout"]),
        (typeof(HubOptions), ["ClientTimeoutInterval", "KeepAliveInterval", "HandshakeTimeout"]),
        (typeof(KestrelServerOptions), ["Limits.KeepAliveTimeout", "Limits.RequestHeadersTimeout"]),
        (typeof(HostOptions), ["ShutdownTimeout"]),
    ];
    static readonly Dictionary<Type, (Type Options, string[] Properties)> Handlers = new()
    {
        [typeof(CookieAuthenticationHandler)] = (typeof(CookieAuthenticationOptions), ["ExpireTimeSpan", "SlidingExpiration", "Cookie.MaxAge"]),
        [typeof(OpenIdConnectHandler)] = (typeof(OpenIdConnectOptions), ["UseTokenLifetime", "RemoteAuthenticationTimeout", "ProtocolValidator.NonceLifetime", "MaxAge", "SaveTokens", "BackchannelTimeout"]),
        [typeof(JwtBearerHandler)] = (typeof(JwtBearerOptions), ["TokenValidationParameters.ClockSkew", "BackchannelTimeout"]),
    };

    public static Told About(IServiceProvider services)
    {
        var told = new Told(new(StringComparer.Ordinal), new(StringComparer.Ordinal));
        foreach (var (type, properties) in Unnamed) told.Read(services, type, "", properties);
        if (services.GetService<IAuthenticationSchemeProvider>() is { } schemes)
        {
            var defaults = services.GetRequiredService<IOptions<AuthenticationOptions>>().Value;
            told.Options["AuthenticationOptions.DefaultScheme"] = defaults.DefaultScheme;
            told.Options["AuthenticationOptions.DefaultAuthenticateScheme"] = defaults.DefaultAuthenticateScheme;
            foreach (var scheme in schemes.GetAllSchemesAsync().GetAwaiter().GetResult())
                if (Handlers.TryGetValue(scheme.HandlerType, out var known)) told.Read(services, known.Options, scheme.Name, known.Properties);
                else if (scheme.HandlerType.Name == "BearerTokenHandler") told.Read(services, typeof(BearerTokenOptions), scheme.Name, ["BearerTokenExpiration", "RefreshTokenExpiration"]);
        }
        return told;
    }

    void Read(IServiceProvider services, Type type, string name, string[] properties)
    {
        string Path(string property) => $"{type.Name}{(name == "" ? "" : $"[{name}]")}.{property}";
        object options;
        try
        {
            var monitor = services.GetService(typeof(IOptionsMonitor<>).MakeGenericType(type));
            if (monitor == null) return;
            options = monitor.GetType().GetMethod("Get")!.Invoke(monitor, [name])!;
        }
        catch (Exception e)
        {
            foreach (var property in properties) Throws[Path(property)] = Why(e);
            return;
        }
        foreach (var property in properties)
        {
            object? at = options;
            foreach (var step in property.Split('.')) at = at?.GetType().GetProperty(step)!.GetValue(at);
            Options[Path(property)] = at switch { null => null, TimeSpan span => span.Ticks.ToString(), bool flag => flag ? "true" : "false", _ => at.ToString() };
        }
    }

    public static string Why(Exception e)
    {
        while (e is TargetInvocationException or AggregateException && e.InnerException != null) e = e.InnerException;
        return $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}";
    }
}
