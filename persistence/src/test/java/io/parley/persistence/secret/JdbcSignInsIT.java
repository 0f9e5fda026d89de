package io.parley.persistence.secret;

import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.secret.SecretHost;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.source.SignIn;
import io.parley.core.tool.source.SignInStore;
import io.parley.core.tool.source.SignInStore.Begun;
import io.parley.core.tool.source.SignInStore.Stored;
import io.parley.core.tool.source.ToolSource;
import io.parley.persistence.testing.MigratedDatabase;
import io.parley.persistence.toolsource.JdbcToolSources;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcSignInsIT {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final TenantId SHOP = new TenantId("shop");
  private static final TenantId BANK = new TenantId("bank");
  private static final URI SERVER = URI.create("https://crm.example/mcp");
  private static final SecretHost HOST = SecretHost.of(SERVER);
  private static final Begun BEGUN = new Begun(SHOP, "crm", HOST, "the verifier");

  private final MigratedDatabase db = MigratedDatabase.create();
  private final JdbcToolSources sources = new JdbcToolSources(db.database(), () -> NOON);
  private final SignInStore signIns = at(NOON);

  @BeforeEach
  void addSources() {
    get(sources.put(SHOP, source("1")));
    get(sources.put(BANK, source("1")));
  }

  @AfterEach
  void close() {
    db.close();
  }

  private JdbcSignIns at(Instant now) {
    var key = Base64.getEncoder().encodeToString(new byte[32]);
    return new JdbcSignIns(db.database(), Keyring.of("k:" + key), () -> now);
  }

  private static ToolSource source(String settings) {
    return new ToolSource(
        "crm", "mcp", new Json("{\"n\":%s}".formatted(settings)), List.of(), List.of(), false);
  }

  private Optional<SignIn> loaded(TenantId tenant) {
    return get(sources.load()).sources().stream()
        .filter(kept -> kept.tenant().equals(tenant))
        .findFirst()
        .orElseThrow()
        .signIn();
  }

  @Test
  void a_state_is_taken_once_before_it_expires_and_neither_it_nor_its_value_can_be_read() {
    assertThat(get(signIns.begin("state-1", BEGUN, TEN_MINUTES))).isEqualTo(Stored.DONE);
    assertThat(db.count("tool_sign_in_begun WHERE position('verifier'::bytea in sealed) > 0"))
        .isZero();
    assertThat(db.count("tool_sign_in_begun WHERE position('state'::bytea in state_hash) > 0"))
        .isZero();
    assertThat(get(signIns.take("state-2"))).isEmpty();
    assertThat(get(signIns.take("state-1"))).contains(BEGUN);
    assertThat(get(signIns.take("state-1"))).isEmpty();

    get(signIns.begin("state-3", BEGUN, TEN_MINUTES));
    assertThat(get(at(NOON.plus(TEN_MINUTES)).take("state-3"))).isEmpty();
    get(signIns.begin("state-4", BEGUN, TEN_MINUTES));
    get(at(NOON.plus(TEN_MINUTES)).begin("state-5", BEGUN, TEN_MINUTES));
    assertThat(db.count("tool_sign_in_begun")).isEqualTo(1);
  }

  @Test
  void a_row_that_was_moved_to_another_tenant_or_host_is_not_opened() {
    get(signIns.begin("state-1", BEGUN, TEN_MINUTES));
    db.execute("UPDATE tool_sign_in_begun SET tenant = 'bank'");
    assertThat(get(signIns.take("state-1"))).isEmpty();

    get(signIns.put(SHOP, "crm", HOST, "tokens"));
    assertThat(db.count("tool_sign_in WHERE position('tokens'::bytea in sealed) > 0")).isZero();
    assertThat(get(signIns.find(SHOP, "crm", SERVER)).orElseThrow().value()).isEqualTo("tokens");
    var evil = URI.create("https://evil.example/mcp");
    assertThat(get(signIns.find(SHOP, "crm", evil))).isEmpty();
    db.execute("UPDATE tool_sign_in SET host = 'evil.example'");
    assertThat(get(signIns.find(SHOP, "crm", evil))).isEmpty();
    db.execute("UPDATE tool_sign_in SET host = 'crm.example', tenant = 'bank'");
    assertThat(get(signIns.find(BANK, "crm", SERVER))).isEmpty();
  }

  @Test
  void one_claims_the_renewal_and_a_late_one_stores_nothing() {
    get(signIns.put(SHOP, "crm", HOST, "old"));
    long version = get(signIns.find(SHOP, "crm", SERVER)).orElseThrow().version();
    long mine = get(signIns.claim(SHOP, "crm", version, TEN_MINUTES)).orElseThrow();
    assertThat(get(signIns.claim(SHOP, "crm", version, TEN_MINUTES))).isEmpty();
    assertThat(get(signIns.claim(SHOP, "crm", mine, TEN_MINUTES))).isEmpty();
    assertThat(get(signIns.renewed(SHOP, "crm", HOST, version, "late"))).isFalse();
    assertThat(get(signIns.renewed(SHOP, "crm", HOST, mine, "new"))).isTrue();
    var held = get(signIns.find(SHOP, "crm", SERVER)).orElseThrow();
    assertThat(held.value()).isEqualTo("new");

    long next = get(signIns.claim(SHOP, "crm", held.version(), TEN_MINUTES)).orElseThrow();
    get(signIns.release(SHOP, "crm", next));
    long again = get(signIns.claim(SHOP, "crm", next, Duration.ZERO)).orElseThrow();
    long other = get(signIns.claim(SHOP, "crm", again, TEN_MINUTES)).orElseThrow();
    assertThat(get(signIns.refused(SHOP, "crm", again))).isFalse();
    assertThat(get(signIns.refused(SHOP, "crm", other))).isTrue();
    held = get(signIns.find(SHOP, "crm", SERVER)).orElseThrow();
    assertThat(held.isRefused()).isTrue();
    assertThat(get(signIns.claim(SHOP, "crm", held.version(), TEN_MINUTES))).isEmpty();
  }

  @Test
  void each_change_of_the_state_is_counted_and_a_renewal_is_not() {
    assertThat(loaded(SHOP)).isEmpty();
    long before = get(sources.change());
    get(signIns.put(SHOP, "crm", HOST, "tokens"));
    var signedIn = loaded(SHOP).orElseThrow();
    assertThat(signedIn.isDone()).isTrue();
    long version = get(signIns.find(SHOP, "crm", SERVER)).orElseThrow().version();
    long claimed = get(signIns.claim(SHOP, "crm", version, TEN_MINUTES)).orElseThrow();
    get(signIns.renewed(SHOP, "crm", HOST, claimed, "new"));
    assertThat(get(sources.change())).isEqualTo(before + 1);

    assertThat(get(signIns.want(SHOP, "crm", List.of("refunds")))).isTrue();
    assertThat(get(signIns.want(SHOP, "crm", List.of("refunds")))).isFalse();
    assertThat(loaded(SHOP)).contains(new SignIn(signedIn.number(), false, List.of("refunds")));
    assertThat(get(sources.change())).isEqualTo(before + 2);
    assertThat(loaded(BANK)).isEmpty();

    get(signIns.put(SHOP, "crm", HOST, "more"));
    assertThat(loaded(SHOP).orElseThrow().number()).isGreaterThan(signedIn.number());
    assertThat(get(signIns.delete(SHOP, "crm"))).isTrue();
    assertThat(get(signIns.delete(SHOP, "crm"))).isFalse();
    assertThat(get(sources.change())).isEqualTo(before + 4);
    assertThat(loaded(SHOP)).isEmpty();
  }

  @Test
  void tokens_and_sign_ins_end_with_their_source_and_with_another_server() {
    get(signIns.put(SHOP, "crm", HOST, "tokens"));
    get(signIns.begin("state-1", BEGUN, TEN_MINUTES));
    get(sources.put(SHOP, source("2")));
    assertThat(get(signIns.find(SHOP, "crm", SERVER))).isEmpty();
    assertThat(get(signIns.take("state-1"))).isEmpty();

    get(signIns.put(SHOP, "crm", HOST, "tokens"));
    get(sources.delete(SHOP, "crm"));
    assertThat(db.count("tool_sign_in")).isZero();
    assertThat(get(signIns.put(SHOP, "crm", HOST, "tokens"))).isEqualTo(Stored.MISSING);
    assertThat(get(signIns.begin("state-1", BEGUN, TEN_MINUTES))).isEqualTo(Stored.MISSING);
  }

  @Test
  void nothing_is_stored_without_a_key() {
    var locked = new JdbcSignIns(db.database(), Keyring.empty(), () -> NOON);
    assertThat(get(locked.begin("state-1", BEGUN, TEN_MINUTES))).isEqualTo(Stored.NO_KEY);
    assertThat(get(locked.put(SHOP, "crm", HOST, "tokens"))).isEqualTo(Stored.NO_KEY);
  }
}
