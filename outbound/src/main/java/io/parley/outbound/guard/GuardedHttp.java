package io.parley.outbound.guard;

import io.parley.core.tenant.TenantId;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/// An HTTP client for addresses that people outside the program chose. A host is resolved once, and
/// the connection goes to the very addresses that were checked; TLS verifies the host's name. No
/// proxy, no cookies, no retries. Redirects of GET and HEAD are followed, each one checked like the
/// first address, without credentials where the origin changes. Each request has a connection of
/// its own.
///
/// Calls block: use virtual threads. Thread safe.
public final class GuardedHttp implements AutoCloseable {
  private final GuardSettings settings;
  private final Resolver resolver;
  private final OkHttpClient client;
  private final Semaphore places;
  private final Optional<Trust> trust;
  private final ScheduledExecutorService timer;
  private final Allowed allowed;

  /// For organisations to which nothing but public addresses is allowed; empty in itself.
  private final Optional<GuardedHttp> outside;

  /// Which certificates count, where it is not those of the JDK.
  record Trust(SSLSocketFactory sockets, X509TrustManager certificates) {}

  GuardedHttp(GuardSettings settings, Resolver resolver, Optional<Trust> trust) {
    this.settings = settings;
    this.resolver = resolver;
    this.trust = trust;
    this.places = new Semaphore(settings.requestsMax());
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("parley-outbound-timer").factory());
    this.allowed = settings.allowed();
    var builder =
        new OkHttpClient.Builder()
            .dns(this::addresses)
            .proxy(Proxy.NO_PROXY)
            // HTTP/2 has no limit of headers in this client
            .protocols(List.of(Protocol.HTTP_1_1))
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            // a server may close a kept connection at the moment of its next use, and it would be
            // unknown whether that request had its effect
            .connectionPool(new ConnectionPool(0, 1, TimeUnit.SECONDS));
    trust.ifPresent(own -> builder.sslSocketFactory(own.sockets(), own.certificates()));
    this.client = builder.build();
    this.outside = Optional.of(new GuardedHttp(this));
  }

  /// The same places, threads and rules, without any address inside.
  private GuardedHttp(GuardedHttp whole) {
    this.settings = whole.settings;
    this.resolver = whole.resolver;
    this.trust = whole.trust;
    this.places = whole.places;
    this.timer = whole.timer;
    this.allowed = Allowed.NOTHING;
    this.client = whole.client.newBuilder().dns(this::addresses).build();
    this.outside = Optional.empty();
  }

  /// The way out for addresses that this tenant chose: addresses inside are for those that the
  /// settings name, and all others reach public ones alone. Without it a request counts as the
  /// installation's own. Always the same object for the same answer; closed with this one.
  public GuardedHttp of(TenantId tenant) {
    return settings.isAllowed(tenant) ? this : outside.orElse(this);
  }

  /// With the system's resolver.
  public static GuardedHttp open(GuardSettings settings) {
    return open(settings, SystemResolver.THREADS);
  }

  /// With the system's resolver, for requests of which many may wait for a name server.
  ///
  /// @param names that are resolved at the same time
  public static GuardedHttp open(GuardSettings settings, int names) {
    return open(settings, new SystemResolver(settings.limits().connect(), names));
  }

  /// With a resolver of its own, which is closed with it.
  public static GuardedHttp open(GuardSettings settings, Resolver resolver) {
    return new GuardedHttp(settings, resolver, Optional.empty());
  }

  /// Sends a request and waits for the head of the answer.
  ///
  /// @throws GuardFailure if it is refused or fails
  public GuardedResponse send(GuardedRequest request) throws GuardFailure {
    return prepare(request).send();
  }

  /// A call that another thread can cancel.
  public GuardedCall prepare(GuardedRequest request) {
    return new GuardedCall(this, request);
  }

  /// Checks an address by all rules that need no name server, such as when a person enters it.
  ///
  /// @throws GuardFailure if it is refused
  public void check(URI uri) throws GuardFailure {
    Urls.check(uri, allowed);
  }

  /// Whether an address passes [#check], and the operator's list names it: its host with this port,
  /// or the number that it is.
  public boolean isListed(URI uri) {
    try {
      var target = Urls.check(uri, allowed);
      return allowed.lists(target.host(), target.port(), target.literal());
    } catch (GuardFailure e) {
      return false;
    }
  }

  Allowed allowed() {
    return allowed;
  }

  GuardSettings settings() {
    return settings;
  }

  /// @param identity by which it proves itself in TLS
  OkHttpClient client(Optional<ClientIdentity> identity) {
    if (identity.isEmpty()) return client;
    try {
      var certificates = trust.isPresent() ? trust.get().certificates() : usual();
      var context = SSLContext.getInstance("TLS");
      context.init(identity.get().keys(), new TrustManager[] {certificates}, null);
      return client.newBuilder().sslSocketFactory(context.getSocketFactory(), certificates).build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has TLS", e);
    }
  }

  /// The authorities of the JDK.
  private static X509TrustManager usual() throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }

  Semaphore places() {
    return places;
  }

  ScheduledExecutorService timer() {
    return timer;
  }

  /// The client connects to these addresses, and does not resolve the name again. One refused
  /// address refuses the name: a public name has no private address.
  private List<InetAddress> addresses(String host) throws UnknownHostException {
    var all = resolver.resolve(host);
    if (all.isEmpty()) throw new UnknownHostException(host + " has no address");
    try {
      for (var address : all) Urls.check(host, address, allowed);
    } catch (GuardFailure e) {
      throw (UnknownHostException) new UnknownHostException(host).initCause(e);
    }
    return all;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    client.dispatcher().cancelAll();
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
    resolver.close();
  }
}
