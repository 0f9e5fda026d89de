package io.parley.http.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.parley.core.access.Principal;
import io.parley.core.knowledge.Article;
import io.parley.core.knowledge.KnowledgeCollection;
import io.parley.core.knowledge.document.Document;
import io.parley.core.knowledge.document.DocumentDraft;
import io.parley.core.knowledge.document.DocumentQuery;
import io.parley.core.knowledge.document.Documents;
import io.parley.core.knowledge.document.KnowledgeCollections;
import io.parley.core.knowledge.document.Written;
import io.parley.core.party.Party;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.http.route.Call;
import io.parley.http.route.Call.BodyLimits;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.route.Router;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Documents for everybody are those of the organisation that the request is about.
class PassageCallsTest {
  private static final OrganisationId SHOP = new OrganisationId(new UUID(1, 7));
  private static final OrganisationId BANK = new OrganisationId(new UUID(1, 8));
  private static final OrganisationId STOPPED = new OrganisationId(new UUID(1, 9));

  private static final Set<TenantId> OWNERS = Set.of(SHOP.tenant(), STOPPED.tenant());

  private static ActorSystem system;
  private static Router router;

  @BeforeAll
  static void start() {
    system = ActorSystem.create("passages", ConfigFactory.defaultReference());
    var passages = PassageCalls.of(stores(), tenant -> !tenant.equals(STOPPED.tenant()));
    var program = Principal.program(SHOP.tenant(), "0123456789abcdef", Set.of());
    // under another path, the sender is a program of the shop
    var ofShop =
        Endpoint.get(
            "/shop/passages/{ref}",
            call -> passages.handler().answer(call.by(new Call.Proven("a key", program))));
    router =
        Router.create(
            List.of(passages, ofShop),
            new Router.Settings(
                new BodyLimits(100, Duration.ofSeconds(1)), new Origins(Set.of()), 0),
            _ -> {},
            Materializer.createMaterializer(system));
  }

  @AfterAll
  static void stop() {
    system.terminate();
  }

  private static KnowledgeStores stores() {
    return new KnowledgeStores(
        new PublicCollections(),
        new ShopsDocuments(),
        null,
        null,
        null,
        null,
        Optional.empty(),
        null,
        null,
        null,
        null);
  }

  /// Of the shop and of the stopped organisation: `returns`.
  private static final class ShopsDocuments implements Documents {
    @Override
    public CompletionStage<Optional<Document>> find(TenantId tenant, String ref) {
      var document =
          new Document(
              new Article("returns", "default", "Returns", List.of(), Optional.empty(), "30 days."),
              Optional.empty(),
              Optional.empty(),
              1,
              Instant.EPOCH,
              Optional.empty());
      return CompletableFuture.completedStage(
          Optional.of(document)
              .filter(_ -> OWNERS.contains(tenant))
              .filter(_ -> ref.equals("returns")));
    }

    @Override
    public CompletionStage<List<Document>> list(DocumentQuery query) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Optional<Document>> find(TenantId tenant, String ref, int version) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<List<Document>> versions(TenantId tenant, String ref) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Written> write(
        TenantId tenant, DocumentDraft draft, Optional<Integer> expected, Party by) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<OptionalLong> delete(TenantId tenant, String ref) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class PublicCollections implements KnowledgeCollections {
    @Override
    public CompletionStage<Optional<KnowledgeCollection>> find(TenantId tenant, String name) {
      return CompletableFuture.completedStage(
          Optional.of(new KnowledgeCollection(name, "Help", true)));
    }

    @Override
    public CompletionStage<List<Counted>> all(TenantId tenant) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Boolean> save(TenantId tenant, KnowledgeCollection collection) {
      throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<OptionalLong> delete(TenantId tenant, String name) {
      throw new UnsupportedOperationException();
    }
  }

  private static int status(String path) {
    return router.answer(HttpRequest.GET(path)).toCompletableFuture().join().status().intValue();
  }

  @Test
  void a_document_is_found_in_the_organisation_that_the_address_names() {
    assertThat(status("/v1/knowledge/passages/returns?organisation=" + SHOP)).isEqualTo(200);
    assertThat(status("/v1/knowledge/passages/returns?organisation=" + BANK)).isEqualTo(404);
    assertThat(status("/v1/knowledge/passages/returns")).isEqualTo(404);
  }

  @Test
  void a_document_of_a_stopped_organisation_is_shown_to_nobody() {
    assertThat(status("/v1/knowledge/passages/returns?organisation=" + STOPPED)).isEqualTo(404);
  }

  @Test
  void a_key_is_of_its_own_organisation_whatever_the_address_names() {
    assertThat(status("/shop/passages/returns")).isEqualTo(200);
    assertThat(status("/shop/passages/returns?organisation=" + BANK)).isEqualTo(200);
  }

  @Test
  void an_organisation_of_another_form_is_refused() {
    assertThat(status("/v1/knowledge/passages/returns?organisation=shop")).isEqualTo(400);
  }
}
