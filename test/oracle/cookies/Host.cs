// Plays scenarios, one JSON line each, against ASP.NET Core's own cookie handler, security stamp validator and session
// middleware under one stepped clock, and writes what they did, one line each. Times are seconds since the base.
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using ISystemClock = Microsoft.Extensions.Internal.ISystemClock;

while (Console.In.ReadLine() is { } line)
{
    var scenario = JsonSerializer.Deserialize<Scenario>(line, JsonSerializerOptions.Web)!;
    var answers = new List<Answer>();
    await using var host = new Host(scenario.Config);
    foreach (var request in scenario.Clicks.Prepend(scenario.Login)) answers.Add(await host.Play(request));
    Console.WriteLine(JsonSerializer.Serialize(new { login = answers[0], clicks = answers.Skip(1) }, JsonSerializerOptions.Web));
}

record Config(
    double ExpireTimeSpan,
    bool SlidingExpiration,
    double? CookieMaxAge,
    bool TicketStore,
    bool IsPersistent,
    bool? AllowRefresh,
    double? ExpiresUtcOffset,
    double? IssuedUtcOffset,
    Stamp? SecurityStamp,
    double IdleTimeout,
    string Client);
record Stamp(double ValidationInterval);
record Request(double T, string Kind);
record Scenario(Config Config, Request Login, Request[] Clicks);
record SentCookie(double? Expires, double? MaxAge);
record Answer(
    bool? AuthCookieSent = null,
    bool? Authenticated = null,
    bool Reissued = false,
    double? TicketIssued = null,
    double? TicketExpires = null,
    SentCookie? SetCookie = null,
    bool CookieDeleted = false,
    bool? SessionPresent = null,
    bool SessionRenewed = false,
    bool SessionCookieSet = false,
    string? Failure = null,
    bool? Validated = null);

sealed class Clock : TimeProvider, ISystemClock
{
    public static readonly DateTimeOffset Base = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    public DateTimeOffset UtcNow { get; set; } = Base;
    public override DateTimeOffset GetUtcNow() => UtcNow;
    public static TimeSpan Span(double seconds) =>
        seconds >= TimeSpan.MaxValue.TotalSeconds ? TimeSpan.MaxValue : TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
    public static double? Seconds(DateTimeOffset? instant) => (instant - Base)?.TotalSeconds;
}

/** One browser in front of one host. */
sealed class Host : IAsyncDisposable
{
    readonly Clock clock = new();
    readonly Config config;
    readonly string scheme;
    readonly ServiceProvider services;
    readonly RequestDelegate pipeline;
    readonly SeenCache cache;
    readonly Users users = new();
    (string Value, DateTimeOffset? DropAt)? cookie;
    string? sessionCookie;
    Answer answer = new();
    Request request = new(0, "");

    public Host(Config config)
    {
        this.config = config;
        scheme = config.SecurityStamp is null ? "web" : IdentityConstants.ApplicationScheme;
        var collection = new ServiceCollection();
        collection.AddSingleton<TimeProvider>(clock);
        collection.AddLogging();
        collection.AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider());
        var authentication = collection.AddAuthentication(scheme);
        if (config.SecurityStamp is null) authentication.AddCookie(scheme, Configure);
        else
        {
            authentication.AddIdentityCookies();
            collection.Configure<CookieAuthenticationOptions>(scheme, Configure);
            collection.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = Clock.Span(config.SecurityStamp.ValidationInterval));
            collection.AddHttpContextAccessor();
            collection.AddSingleton<IUserStore<User>>(users);
            collection.AddIdentityCore<User>().AddSignInManager();
        }
        cache = new SeenCache(new MemoryDistributedCache(Options.Create(new MemoryDistributedCacheOptions { Clock = clock })));
        collection.AddSingleton<IDistributedCache>(cache);
        collection.AddSession(o => o.IdleTimeout = Clock.Span(config.IdleTimeout));
        services = collection.BuildServiceProvider();
        var app = new ApplicationBuilder(services);
        app.Use(next => context => request.Kind == "static" ? Task.CompletedTask : next(context));
        app.UseAuthentication();
        app.UseSession();
        app.Run(Page);
        pipeline = app.Build();
    }

    void Configure(CookieAuthenticationOptions options)
    {
        options.ExpireTimeSpan = Clock.Span(config.ExpireTimeSpan);
        options.SlidingExpiration = config.SlidingExpiration;
        if (config.CookieMaxAge is { } maxAge) options.Cookie.MaxAge = Clock.Span(maxAge);
        if (config.TicketStore) options.SessionStore = new Tickets();
    }

    async Task Page(HttpContext context)
    {
        // The middleware asked already: the handler answers a second time with the same result.
        var result = request.Kind == "login" ? null : await context.AuthenticateAsync(scheme);
        switch (request.Kind)
        {
            case "login":
                await context.SignInAsync(scheme, await Principal(context), Properties());
                context.Session.SetString("x", "1");
                return;
            case "logout":
                await context.SignOutAsync(scheme);
                break;
        }
        answer = answer with { Authenticated = result?.Succeeded ?? false, Failure = result?.Failure?.Message };
        if (request.Kind is "read" or "write") context.Session.GetString("x");
        if (request.Kind == "write") context.Session.SetString("x", "1");
    }

    async Task<ClaimsPrincipal> Principal(HttpContext context) => config.SecurityStamp is null
        ? new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "alice")], scheme))
        : await context.RequestServices.GetRequiredService<SignInManager<User>>().CreateUserPrincipalAsync(users.Alice);

    AuthenticationProperties Properties() => new()
    {
        IsPersistent = config.IsPersistent,
        AllowRefresh = config.AllowRefresh,
        ExpiresUtc = config.ExpiresUtcOffset is { } expires ? clock.UtcNow + Clock.Span(expires) : null,
        IssuedUtc = config.IssuedUtcOffset is { } issued ? clock.UtcNow + Clock.Span(issued) : null,
    };

    public async Task<Answer> Play(Request next)
    {
        request = next;
        clock.UtcNow = Clock.Base + Clock.Span(next.T);
        answer = new Answer();
        if (next.Kind == "stamp")
        {
            users.Alice.Stamp = Guid.NewGuid().ToString();
            return answer;
        }
        var sent = cookie is { } held && !(clock.UtcNow >= held.DropAt);
        answer = answer with { AuthCookieSent = sent };
        var asked = users.Asked;
        var failure = await Send(sent);
        if (failure is not null) answer = answer with { Failure = failure };
        if (config.SecurityStamp is not null && next.Kind is not ("static" or "login")) answer = answer with { Validated = users.Asked > asked };
        if (answer.Reissued || answer is { Authenticated: true, CookieDeleted: false }) ReadTicket();
        return answer;
    }

    /** One request through the pipeline; the response starts when the page is done. */
    async Task<string?> Send(bool withAuth)
    {
        await using var scope = services.CreateAsyncScope();
        var response = new Response();
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(new HttpRequestFeature { Scheme = "https", Method = "GET", Path = "/" });
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        var context = new DefaultHttpContext(features) { RequestServices = scope.ServiceProvider };
        if (services.GetService<IHttpContextAccessor>() is { } accessor) accessor.HttpContext = context;
        var cookies = new List<string>();
        if (withAuth) cookies.Add($"{AuthCookie}={cookie!.Value.Value}");
        if (sessionCookie is not null) cookies.Add($".AspNetCore.Session={sessionCookie}");
        context.Request.Headers.Cookie = string.Join("; ", cookies);
        cache.Forget();
        try
        {
            await pipeline(context);
            await response.Start();
        }
        catch (ArgumentOutOfRangeException e)
        {
            return e.Message.Split(" (Parameter")[0];
        }
        finally
        {
            answer = answer with { SessionPresent = request.Kind is "static" or "login" ? null : cache.Found, SessionRenewed = cache.Kept };
        }
        foreach (var set in SetCookieHeaderValue.ParseList([.. context.Response.Headers.SetCookie]))
        {
            if (set.Name == ".AspNetCore.Session")
            {
                sessionCookie = set.Value.ToString();
                answer = answer with { SessionCookieSet = true };
            }
            if (set.Name != AuthCookie) continue;
            if (set.Value.Length == 0)
            {
                answer = answer with { CookieDeleted = true };
                if (config.Client == "browser") cookie = null;
                continue;
            }
            answer = answer with { Reissued = true, SetCookie = new SentCookie(Clock.Seconds(set.Expires), set.MaxAge?.TotalSeconds) };
            var dropAt = config.Client == "raw" ? null : set.MaxAge is { } age ? clock.UtcNow + age : set.Expires;
            cookie = (set.Value.ToString(), dropAt);
        }
        return null;
    }

    /** The stamps of the ticket that the browser's cookie stands for now. */
    void ReadTicket()
    {
        var options = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(scheme);
        var ticket = options.TicketDataFormat.Unprotect(cookie!.Value.Value);
        if (options.SessionStore is Tickets tickets && ticket is not null) ticket = tickets.Read(ticket.Principal.Claims.Single(c => c.Type.EndsWith("SessionId")).Value);
        answer = answer with { TicketIssued = Clock.Seconds(ticket?.Properties.IssuedUtc), TicketExpires = Clock.Seconds(ticket?.Properties.ExpiresUtc) };
    }

    string AuthCookie => $".AspNetCore.{scheme}";

    public ValueTask DisposeAsync() => services.DisposeAsync();
}

/** A response that starts when it is told to. */
sealed class Response : HttpResponseFeature
{
    readonly Stack<(Func<object, Task> Callback, object State)> starting = new();
    public override void OnStarting(Func<object, Task> callback, object state) => starting.Push((callback, state));
    public async Task Start()
    {
        while (starting.TryPop(out var next)) await next.Callback(next.State);
    }
}

/** The memory cache, and what a request found and left there. */
sealed class SeenCache(IDistributedCache inner) : IDistributedCache
{
    public bool? Found { get; private set; }
    public bool Kept { get; private set; }
    public void Forget() => (Found, Kept) = (null, false);
    public byte[]? Get(string key)
    {
        var value = inner.Get(key);
        Found ??= value is not null;
        return value;
    }
    public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => Task.FromResult(Get(key));
    public void Refresh(string key)
    {
        // MemoryDistributedCache.Refresh is a look-up too.
        var alive = inner.Get(key) is not null;
        Found ??= alive;
        Kept |= alive;
    }
    public Task RefreshAsync(string key, CancellationToken token = default)
    {
        Refresh(key);
        return Task.CompletedTask;
    }
    public void Set(string key, byte[] value, DistributedCacheEntryOptions options)
    {
        inner.Set(key, value, options);
        Found ??= false;
        Kept = true;
    }
    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        Set(key, value, options);
        return Task.CompletedTask;
    }
    public void Remove(string key) => inner.Remove(key);
    public Task RemoveAsync(string key, CancellationToken token = default) => inner.RemoveAsync(key, token);
}

sealed class Tickets : ITicketStore
{
    readonly Dictionary<string, byte[]> entries = [];
    public AuthenticationTicket? Read(string key) => entries.TryGetValue(key, out var bytes) ? TicketSerializer.Default.Deserialize(bytes) : null;
    public Task<AuthenticationTicket?> RetrieveAsync(string key) => Task.FromResult(Read(key));
    public Task RemoveAsync(string key) => Task.FromResult(entries.Remove(key));
    public Task RenewAsync(string key, AuthenticationTicket ticket)
    {
        entries[key] = TicketSerializer.Default.Serialize(ticket);
        return Task.CompletedTask;
    }
    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = Guid.NewGuid().ToString();
        await RenewAsync(key, ticket);
        return key;
    }
}

sealed class User
{
    public string Id => "1";
    public string Stamp { get; set; } = "first";
}

/** A user store of one user that has security stamps. */
sealed class Users : IUserSecurityStampStore<User>
{
    public User Alice { get; } = new();
    public int Asked { get; private set; }
    public Task<User?> FindByIdAsync(string userId, CancellationToken token)
    {
        Asked++;
        return Task.FromResult<User?>(Alice);
    }
    public Task<string?> GetSecurityStampAsync(User user, CancellationToken token) => Task.FromResult<string?>(user.Stamp);
    public Task SetSecurityStampAsync(User user, string stamp, CancellationToken token) => Task.FromResult(user.Stamp = stamp);
    public Task<string> GetUserIdAsync(User user, CancellationToken token) => Task.FromResult(user.Id);
    public Task<string?> GetUserNameAsync(User user, CancellationToken token) => Task.FromResult<string?>("alice");
    public Task<string?> GetNormalizedUserNameAsync(User user, CancellationToken token) => Task.FromResult<string?>("ALICE");
    public Task<User?> FindByNameAsync(string name, CancellationToken token) => Task.FromResult<User?>(Alice);
    public Task SetUserNameAsync(User user, string? name, CancellationToken token) => Task.CompletedTask;
    public Task SetNormalizedUserNameAsync(User user, string? name, CancellationToken token) => Task.CompletedTask;
    public Task<IdentityResult> CreateAsync(User user, CancellationToken token) => Task.FromResult(IdentityResult.Success);
    public Task<IdentityResult> UpdateAsync(User user, CancellationToken token) => Task.FromResult(IdentityResult.Success);
    public Task<IdentityResult> DeleteAsync(User user, CancellationToken token) => Task.FromResult(IdentityResult.Success);
    public void Dispose() { }
}
