package io.parley.persistence.secret;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.secret.SecretHost;
import io.parley.core.secret.Secrets;
import io.parley.core.secret.Secrets.Listed;
import io.parley.core.secret.Secrets.Stored;
import io.parley.core.tenant.TenantId;
import io.parley.persistence.testing.MigratedDatabase;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcSecretsIT {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final SecretHost HOST = new SecretHost("api.example");
  private static final URI THERE = URI.create("https://api.example/v1");
  private static final String OLD = "old:" + Base64.getEncoder().encodeToString(new byte[32]);
  private static final String NEW =
      "new:"
          + Base64.getEncoder()
              .encodeToString(
                  "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));

  private final MigratedDatabase db = MigratedDatabase.create();
  private final Secrets secrets = with(NEW + "," + OLD);

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void a_secret_is_revealed_for_its_host_alone() {
    assertThat(get(secrets.put(SHOP, "key", HOST, "s3cret"))).isEqualTo(Stored.DONE);
    assertThat(get(secrets.reveal(SHOP, "key", THERE))).contains("s3cret");
    assertThat(get(secrets.reveal(SHOP, "key", URI.create("https://evil.example/")))).isEmpty();
    assertThat(get(secrets.reveal(SHOP, "key", URI.create("http://api.example/")))).isEmpty();
    assertThat(get(secrets.reveal(SHOP, "other", THERE))).isEmpty();
    assertThat(get(secrets.reveal(BANK, "key", THERE))).isEmpty();
  }

  @Test
  void the_table_does_not_hold_the_value_and_a_moved_row_is_not_opened() {
    get(secrets.put(SHOP, "key", HOST, "s3cret"));
    assertThat(db.count("secret WHERE position('s3cret'::bytea in sealed) > 0")).isZero();
    db.execute("UPDATE secret SET host = 'evil.example'");
    assertThat(get(secrets.reveal(SHOP, "key", URI.create("https://evil.example/")))).isEmpty();
    db.execute("UPDATE secret SET host = 'api.example', tenant = 'bank'");
    assertThat(get(secrets.reveal(BANK, "key", THERE))).isEmpty();
    db.execute("UPDATE secret SET tenant = 'shop'");
    assertThat(get(secrets.reveal(SHOP, "key", THERE))).contains("s3cret");
  }

  @Test
  void the_list_names_hosts_and_keys_and_no_value() {
    get(with(OLD).put(SHOP, "b", HOST, "1"));
    get(secrets.put(SHOP, "a", new SecretHost("tools.intern:8080"), "2"));
    get(secrets.put(BANK, "c", HOST, "3"));
    assertThat(get(with(NEW).list(SHOP)))
        .containsExactly(
            new Listed("a", new SecretHost("tools.intern:8080"), "new", true, NOON),
            new Listed("b", HOST, "old", false, NOON));
    assertThat(get(with(NEW).reveal(SHOP, "b", THERE))).isEmpty();
    assertThat(get(secrets.reveal(SHOP, "b", THERE))).contains("1");
  }

  @Test
  void a_secret_is_replaced_with_its_host_and_deleted() {
    get(secrets.put(SHOP, "key", HOST, "1"));
    get(secrets.put(SHOP, "key", new SecretHost("other.example"), "2"));
    assertThat(get(secrets.reveal(SHOP, "key", THERE))).isEmpty();
    assertThat(get(secrets.reveal(SHOP, "key", URI.create("https://other.example/"))))
        .contains("2");
    assertThat(get(secrets.delete(BANK, "key"))).isFalse();
    assertThat(get(secrets.delete(SHOP, "key"))).isTrue();
    assertThat(get(secrets.delete(SHOP, "key"))).isFalse();
    assertThat(db.count("secret")).isZero();
  }

  @Test
  void without_a_key_nothing_is_stored() {
    var locked = new JdbcSecrets(db.database(), Keyring.empty(), () -> NOON);
    assertThat(get(locked.put(SHOP, "key", HOST, "1"))).isEqualTo(Stored.NO_KEY);
    assertThat(db.count("secret")).isZero();
  }

  @Test
  void a_tenant_has_so_many_and_no_more() {
    db.execute(
        """
        INSERT INTO secret SELECT 'shop', 'n' || i, 'api.example', 'new', '', now()
        FROM generate_series(1, %d) AS i\
        """
            .formatted(Secrets.COUNT_MAX));
    assertThat(get(secrets.put(SHOP, "one-more", HOST, "1"))).isEqualTo(Stored.TOO_MANY);
    assertThat(get(secrets.put(SHOP, "n7", HOST, "1"))).isEqualTo(Stored.DONE);
    assertThat(get(secrets.put(BANK, "one-more", HOST, "1"))).isEqualTo(Stored.DONE);
  }

  private Secrets with(String keys) {
    return new JdbcSecrets(db.database(), Keyring.of(keys), () -> NOON);
  }
}
