package io.parley.identity.oidc;

import static io.parley.identity.oidc.MemoryMembers.SHOP;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.parley.core.access.ClientRole;
import io.parley.core.access.RoleSet;
import io.parley.core.identity.OidcConnection;
import io.parley.core.identity.OidcConnection.Passwords;
import io.parley.core.organisation.CustomDomain;
import io.parley.outbound.testing.NpmPeers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sign-in at another implementation of OpenID Connect, the certified npm package `oidc-provider`.
@Tag("long")
class OidcProviderIT extends OidcScene {
  private static final int REDIRECTS_MAX = 10;
  private static NpmPeers peers;

  private Process node;
  private String issuer;

  @BeforeAll
  static void install() throws Exception {
    peers = NpmPeers.oidcProvider();
  }

  @AfterEach
  void end() throws InterruptedException {
    if (node != null) node.destroyForcibly().waitFor();
  }

  /// @param inIdToken whether ID tokens hold the address; otherwise it is asked for
  private void provide(String algorithm, boolean inIdToken) throws Exception {
    var script = Path.of(OidcProviderIT.class.getResource("/oidc/provider.mjs").toURI());
    node =
        new ProcessBuilder(
                peers.node(),
                script.toString(),
                peers.modules().toString(),
                algorithm,
                Boolean.toString(inIdToken))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    issuer = new BufferedReader(new InputStreamReader(node.getInputStream(), UTF_8)).readLine();
    assertThat(issuer).startsWith("http://127.0.0.1:");
    // the provider has the time of the machine
    now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    connect(
        new OidcConnection(
            ID,
            SHOP,
            "Shop",
            issuer,
            MadeProvider.CLIENT,
            Set.of(new CustomDomain("shop.example")),
            Passwords.ALLOWED,
            Set.of(ClientRole.MEMBER),
            Optional.empty()));
  }

  /// Follows the provider's pages as a browser does, until it is sent back.
  private Map<String, String> agree(URI page) throws IOException, InterruptedException {
    try (var browser =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build()) {
      var at = page;
      for (int i = 0; i < REDIRECTS_MAX; i++) {
        var answer =
            browser.send(HttpRequest.newBuilder(at).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(300, 399);
        at = at.resolve(answer.headers().firstValue("Location").orElseThrow());
        if (at.toString().startsWith(callback(ID).toString()))
          return MadeProvider.parameters(at.getRawQuery());
      }
      throw new IllegalStateException("more than " + REDIRECTS_MAX + " redirects");
    }
  }

  @ParameterizedTest
  @CsvSource({"RS256, true", "ES256, true", "EdDSA, true", "RS256, false"})
  void a_person_signs_in(String algorithm, boolean inIdToken) throws Exception {
    provide(algorithm, inIdToken);
    var begun = begun();
    var finished = finish(agree(begun.page()), Optional.of(begun.browser()));
    assertThat(finished).isInstanceOf(OidcFinished.Proved.class);
    var person = ((OidcFinished.Proved) finished).person();
    assertThat(people.persons.get(person).address()).isEqualTo(ADA);
    assertThat(people.persons.get(person).name()).isEqualTo("Ada Byron");
    assertThat(people.members.get(person).roles()).isEqualTo(RoleSet.of(ClientRole.MEMBER));
  }

  @Test
  void a_code_of_another_sign_in_is_refused_by_the_provider() throws Exception {
    provide("RS256", true);
    var attacker = begun();
    var stolen = agree(attacker.page()).get("code");
    var victim = begun();
    var returned = agree(victim.page());
    returned.put("code", stolen);
    assertThat(finish(returned, Optional.of(victim.browser())))
        .isEqualTo(new OidcFinished.Failed(OidcRefusal.PROVIDER_REFUSED));
  }

  @Test
  void another_secret_gets_no_token() throws Exception {
    provide("RS256", true);
    connections.put(
        connections.find(SHOP, ID).toCompletableFuture().join().orElseThrow(), "another secret");
    var begun = begun();
    assertThat(finish(agree(begun.page()), Optional.of(begun.browser())))
        .isEqualTo(new OidcFinished.Failed(OidcRefusal.PROVIDER_REFUSED));
  }
}
