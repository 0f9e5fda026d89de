package io.parley.persistence.oidc;

import static io.parley.persistence.oidc.OidcFixture.ACT;
import static io.parley.persistence.oidc.OidcFixture.DOMAIN;
import static io.parley.persistence.oidc.OidcFixture.ID;
import static io.parley.persistence.oidc.OidcFixture.NOON;
import static io.parley.persistence.oidc.OidcFixture.SHOP;
import static io.parley.persistence.oidc.OidcFixture.connection;
import static io.parley.persistence.testing.MigratedDatabase.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.identity.OidcFlows;
import io.parley.core.identity.OidcFlows.Flow;
import io.parley.core.identity.OidcFlows.Stored;
import io.parley.core.limit.AddressBlock;
import io.parley.core.organisation.TokenHash;
import io.parley.persistence.secret.Keyring;
import java.net.URI;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JdbcOidcFlowsIT {
  private static final AddressBlock PLACE = new AddressBlock("198.51.100.0/24");

  private final OidcFixture fixture = new OidcFixture();
  private final JdbcOidcFlows flows = fixture.flows;

  @BeforeEach
  void connect() {
    get(fixture.connections.create(connection(ID, DOMAIN), "secret", ACT));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static Flow flow(String state) {
    return new Flow(
        TokenHash.of(state),
        TokenHash.of("browser"),
        SHOP,
        ID,
        "https://id.shop.example",
        "client",
        "the-nonce",
        "the-verifier",
        URI.create("https://parley.example/callback"),
        "/organisation",
        NOON.plus(OidcFlows.LASTS));
  }

  @Test
  void a_flow_is_taken_once() {
    assertThat(get(flows.begin(flow("one"), PLACE, NOON))).isEqualTo(Stored.DONE);
    assertThat(get(flows.take(TokenHash.of("other"), NOON))).isEmpty();
    assertThat(get(flows.take(TokenHash.of("one"), NOON))).contains(flow("one"));
    assertThat(get(flows.take(TokenHash.of("one"), NOON))).isEmpty();
  }

  @Test
  void of_many_at_the_same_time_one_gets_it() {
    get(flows.begin(flow("one"), PLACE, NOON));
    var taken = new ArrayList<CompletionStage<Optional<Flow>>>();
    for (int i = 0; i < 8; i++) taken.add(flows.take(TokenHash.of("one"), NOON));
    assertThat(taken.stream().filter(each -> get(each).isPresent())).hasSize(1);
  }

  @Test
  void an_expired_one_is_not_given_and_goes_when_another_begins() {
    get(flows.begin(flow("old"), PLACE, NOON));
    var later = NOON.plus(OidcFlows.LASTS);
    get(flows.begin(flow("new"), PLACE, later));
    assertThat(fixture.db.count("sign_in_flow")).isEqualTo(1);
    assertThat(get(flows.take(TokenHash.of("new"), later))).isEmpty();
  }

  @Test
  void nothing_of_it_can_be_read_in_the_table() throws Exception {
    get(flows.begin(flow("one"), PLACE, NOON));
    try (var owner = fixture.db.connect();
        var rows =
            owner
                .createStatement()
                .executeQuery(
                    "SELECT row(f.*)::text || encode(sealed, 'escape') FROM sign_in_flow f")) {
      rows.next();
      assertThat(rows.getString(1)).doesNotContain("the-nonce").doesNotContain("the-verifier");
    }
  }

  @Test
  void a_row_under_another_state_is_not_opened() throws Exception {
    get(flows.begin(flow("one"), PLACE, NOON));
    try (var owner = fixture.db.connect();
        var statement = owner.createStatement()) {
      statement.executeUpdate(
          "UPDATE sign_in_flow SET state = '" + TokenHash.of("mine").hex() + "'");
    }
    assertThat(get(flows.take(TokenHash.of("mine"), NOON))).isEmpty();
  }

  @Test
  void a_deleted_provider_ends_its_flows() {
    get(flows.begin(flow("one"), PLACE, NOON));
    get(fixture.connections.delete(SHOP, ID, ACT));
    assertThat(get(flows.take(TokenHash.of("one"), NOON))).isEmpty();
  }

  @Test
  void without_a_key_none_begins() {
    var without = new JdbcOidcFlows(fixture.db.database(), Keyring.empty());
    assertThat(get(without.begin(flow("one"), PLACE, NOON))).isEqualTo(Stored.NO_KEY);
  }

  /// Flows that began at places.
  ///
  /// @param places of each of them, of its number n
  private void fill(String places, int count) {
    fixture.db.execute(
        """
        INSERT INTO sign_in_flow (state, tenant, provider, browser, key_id, sealed, expires_at,
          place)
        SELECT 's' || n, '%s', '%s', '', '', '', timestamptz '2030-01-01' + n * interval '1 s', %s
        FROM generate_series(1, %d) n\
        """
            .formatted(SHOP.tenant().value(), ID, places, count));
  }

  @Test
  void a_place_has_so_many_and_no_more() {
    fill("'" + PLACE.text() + "'", OidcFlows.PLACE_MAX);
    assertThat(get(flows.begin(flow("one"), PLACE, NOON))).isEqualTo(Stored.TOO_MANY);
    assertThat(get(flows.begin(flow("one"), new AddressBlock("192.0.2.0/24"), NOON)))
        .isEqualTo(Stored.DONE);
  }

  @Test
  void with_the_table_full_one_of_the_place_with_most_gives_way() {
    fill("CASE WHEN n <= 2 THEN 'most' ELSE 'p' || n END", OidcFlows.COUNT_MAX);
    assertThat(get(flows.begin(flow("one"), PLACE, NOON))).isEqualTo(Stored.DONE);
    assertThat(fixture.db.count("sign_in_flow")).isEqualTo(OidcFlows.COUNT_MAX);
    assertThat(fixture.db.count("sign_in_flow WHERE state = 's1'")).isZero();
  }
}
