package io.parley.outbound.dns;

import io.parley.core.organisation.TextRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.InitialDirContext;

/// TXT records by the JDK's client of the DNS. A look-up ends after a limit of time, and only so
/// many are made at once: silent servers must not collect threads. Fails with an [IOException].
/// Thread safe.
public final class JndiTextRecords implements TextRecords, AutoCloseable {
  /// The most look-ups at once; further ones fail.
  static final int AT_ONCE_MAX = 16;

  private static final int RECORDS_MAX = 64;
  private static final String TYPE = "TXT";
  private static final String ATTEMPTS = "2";

  /// Anything else, such as `ldap://…`, would lead JNDI to other servers than the DNS.
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_-]{1,63}(?:\\.[A-Za-z0-9_-]{1,63}){1,30}\\.?");

  // the interface asks for this type
  @SuppressWarnings("JdkObsolete")
  private final Hashtable<String, String> environment = new Hashtable<>();

  private final Duration whole;
  private final Semaphore places = new Semaphore(AT_ONCE_MAX);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("parley-dns-", 1).factory());

  public JndiTextRecords(DnsSettings settings) {
    this.whole = settings.whole();
    environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    environment.put(Context.PROVIDER_URL, settings.urls());
    environment.put(
        "com.sun.jndi.dns.timeout.initial", Long.toString(settings.timeout().toMillis()));
    environment.put("com.sun.jndi.dns.timeout.retries", ATTEMPTS);
  }

  @Override
  public CompletionStage<List<String>> find(String name) {
    if (!NAME.matcher(name).matches()) return CompletableFuture.completedStage(List.of());
    if (!places.tryAcquire())
      return CompletableFuture.failedStage(
          new IOException("%d look-ups are under way (expected: fewer)".formatted(AT_ONCE_MAX)));
    try {
      return CompletableFuture.supplyAsync(() -> held(name), threads)
          .orTimeout(whole.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      places.release();
      return CompletableFuture.failedStage(closed);
    }
  }

  /// The place is free when the client has ended, which may be after the limit.
  private List<String> held(String name) {
    try {
      return records(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      places.release();
    }
  }

  // the names are of one form, and the DNS answers with texts
  @SuppressWarnings("BanJNDI")
  private List<String> records(String name) throws IOException {
    try {
      var context = new InitialDirContext(environment);
      try {
        var found = new ArrayList<String>();
        var attribute = context.getAttributes(name, new String[] {TYPE}).get(TYPE);
        for (int i = 0; attribute != null && i < Math.min(attribute.size(), RECORDS_MAX); i++)
          found.add(joined(attribute.get(i).toString()));
        return List.copyOf(found);
      } finally {
        context.close();
      }
    } catch (NameNotFoundException _) {
      return List.of();
    } catch (NamingException e) {
      throw new IOException("the DNS does not answer for " + name, e);
    }
  }

  /// The JDK writes the strings of a record as a zone's file does: separated by blanks, in quotes
  /// where they have blanks or quotes, which a backslash precedes.
  static String joined(String written) {
    var text = new StringBuilder();
    boolean isQuoted = false;
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (isQuoted && c == '\\' && i + 1 < written.length()) text.append(written.charAt(++i));
      else if (c == '"') isQuoted = !isQuoted;
      else if (isQuoted || c != ' ') text.append(c);
    }
    return text.toString();
  }

  /// Does not wait for look-ups under way.
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
