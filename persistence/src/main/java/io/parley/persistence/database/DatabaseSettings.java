package io.parley.persistence.database;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigUtil;
import io.parley.core.setting.Expect;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Settings of PostgreSQL: `parley.database`; see `reference.conf` for each key.
///
/// @param url JDBC; empty when Parley starts a database of its own ([#embedded])
/// @param poolSize connections for tables and reading, and threads that use them
/// @param queueSize how much work may wait for one of them
/// @param statementTimeout after which the server cancels a statement
public record DatabaseSettings(
    String url,
    String user,
    String password,
    int poolSize,
    int queueSize,
    Duration connectionTimeout,
    Duration statementTimeout,
    JournalPool journal) {
  private static final String ROOT = "parley.database.";
  private static final String OTHERS = ROOT + "others.";

  /// The name is part of settings of Pekko, of a metric's label, and of names of actors.
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  /// An address belongs to one database.
  private static final Config NO_ADDRESS =
      ConfigFactory.parseMap(Map.of("url", "", "user", "", "password", ""));

  /// Connections with other names may be those of releases without roles (Enforcement).
  private static final String APPLICATION = "parley-node";

  /// `$user` in the path of schemas is the current role: of another role, the path would lead
  /// elsewhere. So the path of the user that has logged in becomes one of names.
  private static final String OWN_PATH =
      "SELECT set_config('search_path', (SELECT string_agg(quote_ident(name), ', ' ORDER BY place)"
          + " FROM unnest(current_schemas(false)) WITH ORDINALITY AS path (name, place)), false)";

  private static final String FORM = "jdbc:postgresql://host:5432/database";
  private static final int POOL_MAX = 100;
  private static final int QUEUE_MAX = 1_000_000;
  // Hikari's own lower bound is 250 ms
  private static final Duration TIMEOUT_MIN = Duration.ofMillis(250);
  private static final Duration TIMEOUT_MAX = Duration.ofMinutes(10);
  private static final Duration SOCKET_GRACE = Duration.ofSeconds(10);

  /// The journal's and snapshot store's own connections.
  public record JournalPool(int poolSize, int queueSize) {
    public JournalPool {
      Expect.between(ROOT + "journal.pool-size", poolSize, 1, POOL_MAX);
      Expect.between(ROOT + "journal.queue-size", queueSize, 1, QUEUE_MAX);
    }
  }

  public DatabaseSettings {
    Expect.that(ROOT + "url", url.isEmpty() || url.startsWith("jdbc:postgresql:"), FORM);
    Expect.between(ROOT + "pool-size", poolSize, 1, POOL_MAX);
    Expect.between(ROOT + "queue-size", queueSize, 1, QUEUE_MAX);
    Expect.between(ROOT + "connection-timeout", connectionTimeout, TIMEOUT_MIN, TIMEOUT_MAX);
    Expect.between(ROOT + "statement-timeout", statementTimeout, TIMEOUT_MIN, TIMEOUT_MAX);
  }

  /// @param config the whole configuration
  public static DatabaseSettings from(Config config) {
    return of(config.getConfig("parley.database"));
  }

  /// Databases beside that one, by their names: `parley.database.others`. A key that one of them
  /// does not have is as in the main one, except for its address and its user.
  ///
  /// @param config the whole configuration
  public static Map<String, DatabaseSettings> others(Config config) {
    var main = config.getConfig("parley.database");
    var others = new LinkedHashMap<String, DatabaseSettings>();
    for (var name : main.getObject("others").keySet()) {
      Expect.that(OTHERS + name, NAME.matcher(name).matches(), "a name like " + NAME);
      var own = main.getConfig("others").getConfig(ConfigUtil.quoteString(name));
      var settings = other(name, own.withFallback(NO_ADDRESS).withFallback(main));
      Expect.that(OTHERS + name + ".url", !settings.embedded(), FORM);
      others.put(name, settings);
    }
    return others;
  }

  private static DatabaseSettings other(String name, Config whole) {
    try {
      return of(whole);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage().replace(ROOT, OTHERS + name + "."), e);
    }
  }

  private static DatabaseSettings of(Config own) {
    return new DatabaseSettings(
        own.getString("url").strip(),
        own.getString("user"),
        own.getString("password"),
        own.getInt("pool-size"),
        own.getInt("queue-size"),
        own.getDuration("connection-timeout"),
        own.getDuration("statement-timeout"),
        new JournalPool(own.getInt("journal.pool-size"), own.getInt("journal.queue-size")));
  }

  /// Whether no database is configured, so that one must be started.
  public boolean embedded() {
    return url.isEmpty();
  }

  /// The same settings with the address of the started database.
  public DatabaseSettings at(String startedUrl, String startedUser, String startedPassword) {
    return new DatabaseSettings(
        startedUrl,
        startedUser,
        startedPassword,
        poolSize,
        queueSize,
        connectionTimeout,
        statementTimeout,
        journal);
  }

  /// Configuration of the actor system, which takes precedence over all other: the pool of
  /// pekko-persistence-jdbc (its shared database `slick`), and as many recoveries at once as it has
  /// connections. More would queue for a connection until they time out.
  public Config pekko() {
    return ConfigFactory.parseMap(
        Map.of(
            "pekko-persistence-jdbc.shared-databases.slick.db",
            journalConnections(),
            "pekko.persistence.max-concurrent-recoveries",
            journal.poolSize()),
        "parley.database");
  }

  /// Of a shared database of pekko-persistence-jdbc.
  Map<String, Object> journalConnections() {
    var db = new LinkedHashMap<String, Object>();
    db.put("url", url);
    // an empty name is a name: without the property, the driver takes the name from the URL
    if (!user.isEmpty()) db.put("user", user);
    if (!password.isEmpty()) db.put("password", password);
    db.put("properties", properties());
    db.put("connectionInitSql", journalSql());
    db.put("connectionTimeout", connectionTimeout.toMillis());
    db.put("numThreads", journal.poolSize());
    db.put("maxConnections", journal.poolSize());
    db.put("minConnections", journal.poolSize());
    db.put("queueSize", journal.queueSize());
    return db;
  }

  /// Properties of the driver. The socket's timeout is the last resort against a server that
  /// vanished silently: longer than any statement may take. Without `logServerErrorDetail=false` a
  /// failed statement's exception would quote its values, events among them.
  Map<String, Object> properties() {
    return Map.of(
        "logServerErrorDetail",
        "false",
        "ApplicationName",
        APPLICATION,
        "reWriteBatchedInserts",
        "true",
        "tcpKeepAlive",
        "true",
        "connectTimeout",
        Long.toString(Math.max(1, connectionTimeout.toSeconds())),
        "socketTimeout",
        Long.toString(statementTimeout.toSeconds() + SOCKET_GRACE.toSeconds()));
  }

  /// Sent once on each connection. A transaction left open would delay the projection, which reads
  /// only rows older than the oldest one. The name is sent here, too, because one in the URL takes
  /// precedence over the driver's property.
  private String sessionSql(String role) {
    long timeout = statementTimeout.toMillis();
    return String.join(
        "; ",
        "SET application_name = '" + APPLICATION + "'",
        "SET statement_timeout = " + timeout,
        "SET idle_in_transaction_session_timeout = " + timeout,
        OWN_PATH,
        "SET ROLE " + role);
  }

  /// A connection begins with the role that sees least: without a tenant it has no rows.
  String appSql() {
    return sessionSql("parley_app");
  }

  /// The journal is read by its keys. While its table is small, PostgreSQL would rather scan all of
  /// it, and one damaged page would fail every session. The role adds events and reads nothing:
  /// each read takes the tenant's role ([TenantTransaction]).
  private String journalSql() {
    return sessionSql("parley_journal") + "; SET enable_seqscan = off";
  }

  /// Without secrets; a URL may contain some behind its question mark.
  @Override
  public String toString() {
    var shown =
        embedded() ? "embedded" : url.replaceAll("//[^/@]*@", "//…@").replaceAll("\\?.*", "?…");
    return "DatabaseSettings[url=%s, user=%s, poolSize=%d, queueSize=%d, journal=%s]"
        .formatted(shown, user, poolSize, queueSize, journal);
  }
}
