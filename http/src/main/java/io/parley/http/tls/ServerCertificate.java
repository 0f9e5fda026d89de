package io.parley.http.tls;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate of a port. After its files change, new connections get the new one; open ones
/// keep theirs. Invalid files change nothing, and are logged. Thread safe.
public final class ServerCertificate {
  private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);

  private final TlsSettings settings;
  private final Clock clock;
  private final ReentrantLock looking = new ReentrantLock();
  private volatile Loaded loaded;
  private volatile long lookedAt;
  private PemFiles.State seen;

  private record Loaded(Instant until, SSLContext context) {}

  private ServerCertificate(TlsSettings settings, Clock clock, PemFiles.State seen) {
    this.settings = settings;
    this.clock = clock;
    this.seen = seen;
    load();
  }

  /// @throws IllegalArgumentException with a sentence that names the setting, its file and what was
  ///   expected
  public static ServerCertificate of(TlsSettings settings, Clock clock) {
    try {
      return new ServerCertificate(settings, clock, PemFiles.State.of(settings));
    } catch (IOException e) {
      // the file is missing: reading it gives the better message
      PemFiles.read(settings);
      throw new IllegalStateException(settings.key() + " changed while it was read", e);
    }
  }

  /// The TLS engine of one more connection, server side.
  public SSLEngine engine() {
    look();
    var engine = loaded.context().createSSLEngine();
    engine.setUseClientMode(false);
    var parameters = engine.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    parameters.setCipherSuites(
        Arrays.stream(parameters.getCipherSuites())
            .filter(suite -> suite.contains("_GCM_") || suite.contains("_CHACHA20_"))
            .toArray(String[]::new));
    parameters.setUseCipherSuitesOrder(true);
    engine.setSSLParameters(parameters);
    return engine;
  }

  /// How long the certificate stays valid; negative when it has expired.
  public Duration remaining() {
    look();
    return Duration.between(clock.instant(), loaded.until());
  }

  /// One thread checks, the others use the current one.
  private void look() {
    if (System.nanoTime() - lookedAt < settings.lookEvery().toNanos() || !looking.tryLock()) return;
    try {
      lookedAt = System.nanoTime();
      var now = PemFiles.State.of(settings);
      if (now.equals(seen)) return;
      seen = now;
      load();
    } catch (IOException | IllegalArgumentException e) {
      LOG.error("the old certificate stays in use; it is valid until {}", loaded.until(), e);
    } finally {
      looking.unlock();
    }
  }

  private void load() {
    var files = PemFiles.read(settings);
    var until = files.chain().getFirst().getNotAfter().toInstant();
    loaded = new Loaded(until, files.context());
    lookedAt = System.nanoTime();
    if (until.isBefore(clock.instant()))
      LOG.error("{}: the certificate expired at {}", settings.certificate(), until);
    else LOG.info("{}: a certificate until {}", settings.certificate(), until);
  }
}
