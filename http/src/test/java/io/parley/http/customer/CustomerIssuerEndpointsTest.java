package io.parley.http.customer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.identity.CustomerBackends;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.route.RoutedEndpoints;
import io.parley.http.session.StaffEdge;
import io.parley.http.token.TestTokens;
import io.parley.identity.customer.MemoryCustomerBackends;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomerIssuerEndpointsTest {
  private static final String AGENT = "agent-token-for-tests";
  private static final String OPERATOR = "operator-token-for-tests";
  private static final String ALL = "/v1/organisation/customer-issuers";
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String SHARED =
      "{\"issuer\": \"https://shop.example\", \"sharedKey\": \"" + SECRET + "\"}";

  private final MemoryCustomerBackends backends = new MemoryCustomerBackends();
  private final RoutedEndpoints endpoints =
      new RoutedEndpoints(
          CustomerIssuerEndpoints.of(
              StaffEdge.of(TestTokens.of(AGENT, OPERATOR), Clock.systemUTC()),
              backends,
              (_, address) -> Optional.of("port 8443 is refused").filter(_ -> isOther(address))),
          20_000);

  private static boolean isOther(URI address) {
    return address.getPort() == 8_443;
  }

  @AfterEach
  void close() {
    endpoints.close();
  }

  @Test
  void an_issuer_is_registered_and_its_shared_key_not_shown() {
    assertThat(status(put("shop", SHARED))).isEqualTo(204);
    var list = list();
    assertThat(list.path("audience").asText()).isEqualTo(OrganisationId.DEFAULT.toString());
    assertThat(list.at("/issuers/0"))
        .isEqualTo(
            JsonText.object(
                """
                {"name": "shop", "issuer": "https://shop.example",
                  "audience": "00000000-0000-0000-0000-000000000000", "hasSharedKey": true,
                  "claims": {"customer": "sub", "name": "name", "language": "locale",
                    "metadata": {}}}\
                """));
    assertThat(list.toString()).doesNotContain(SECRET);
  }

  @Test
  void keys_stay_when_none_are_entered_and_are_replaced_by_those_of_another_kind() {
    put("shop", SHARED);
    var claims = "{\"customer\": \"id\", \"name\": \"\", \"metadata\": {\"plan\": \"tier\"}}";
    var body = "{\"issuer\": \"https://shop.example\", \"claims\": " + claims + "}";
    assertThat(status(put("shop", body))).isEqualTo(204);
    assertThat(list().at("/issuers/0/hasSharedKey").asBoolean()).isTrue();
    assertThat(list().at("/issuers/0/claims/customer").asText()).isEqualTo("id");
    assertThat(list().at("/issuers/0/claims").has("name")).isFalse();
    assertThat(list().at("/issuers/0/claims/metadata/plan").asText()).isEqualTo("tier");
    var stored = backends.open(TenantId.DEFAULT).toCompletableFuture().join().getFirst();
    assertThat(((CustomerBackends.Shared) stored.keys()).secret()).contains(SECRET);
    var published =
        "{\"issuer\": \"https://shop.example\", \"jwks\": \"https://shop.example/keys\"}";
    assertThat(status(put("shop", published))).isEqualTo(204);
    assertThat(list().at("/issuers/0/jwks").asText()).isEqualTo("https://shop.example/keys");
    assertThat(list().at("/issuers/0").has("hasSharedKey")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shop | {} | issuer is missing",
        "shop | {\"issuer\": \"a\"} | there are no keys",
        "shop | {\"issuer\": \"a\", \"sharedKey\": \"short\"} | 32 bytes or more",
        "shop | {\"issuer\": \"a\", \"verifiers\": [\"x\"]} | public keys",
        "shop | {\"issuer\": \"a\", \"jwks\": \"keys\"} | jwks is no address",
        "shop | {\"issuer\": \"a\", \"jwks\": \"https://a.example:8443/k\"} | jwks: port 8443",
        "shop | {\"issuer\": \"a\", \"jwks\": \"ftp://a.example/k\"} | address of the keys",
        "shop | {\"issuer\": \"a\", \"jwks\": \"https://a:b@a.example/k\"} | without a user",
        "shop | {\"issuer\": \"a\", \"jwks\": \"https://a.example/k\", \"verifiers\": [\"x\"]} |"
            + " several kinds of keys",
        "shop | {\"issuer\": \"a\", \"jwks\": \"https://a.example/k\", \"audience\": \"shop\"} |"
            + " audience",
        "shop | {\"issuer\": \"a\", \"tenant\": \"other\"} | unknown field",
        "Shop | {\"issuer\": \"a\", \"jwks\": \"https://a.example/k\"} | name of another form"
      })
  void a_wrong_request_is_refused(String name, String body, String detail) {
    var refused = put(name, body);
    assertThat(status(refused)).isEqualTo(400);
    assertThat(endpoints.text(refused)).contains("/problems/invalid-request", detail);
    assertThat(list().path("issuers")).isEmpty();
  }

  @Test
  void an_issuer_counts_once_for_an_audience_and_is_removed_once() {
    put("shop", SHARED);
    var again = put("other", SHARED);
    assertThat(status(again)).isEqualTo(400);
    assertThat(endpoints.text(again)).contains("another issuer has this issuer and audience");
    assertThat(status(answer(HttpRequest.DELETE(ALL + "/shop"), OPERATOR))).isEqualTo(204);
    assertThat(status(answer(HttpRequest.DELETE(ALL + "/shop"), OPERATOR))).isEqualTo(404);
  }

  @Test
  void there_are_as_many_as_a_token_is_compared_with() {
    for (int i = 0; i < CustomerBackends.COUNT_MAX; i++)
      assertThat(status(put("shop-" + i, SHARED.replace("shop.example", i + ".example"))))
          .isEqualTo(204);
    assertThat(endpoints.text(put("shop", SHARED))).contains("/problems/limit-reached");
  }

  @Test
  void agents_register_none() {
    assertThat(status(answer(HttpRequest.GET(ALL), AGENT))).isEqualTo(403);
    assertThat(status(answer(HttpRequest.DELETE(ALL + "/shop"), AGENT))).isEqualTo(403);
  }

  private ObjectNode list() {
    return endpoints.json(answer(HttpRequest.GET(ALL), OPERATOR));
  }

  private HttpResponse put(String name, String body) {
    return answer(
        HttpRequest.PUT(ALL + "/" + name).withEntity(ContentTypes.APPLICATION_JSON, body),
        OPERATOR);
  }

  private HttpResponse answer(HttpRequest request, String token) {
    return endpoints.answer(request, token);
  }

  private static int status(HttpResponse response) {
    return response.status().intValue();
  }
}
