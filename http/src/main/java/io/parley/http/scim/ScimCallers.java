package io.parley.http.scim;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.core.access.Permission;
import io.parley.core.access.Subject;
import io.parley.core.fault.Stages;
import io.parley.core.journal.StoreFailure;
import io.parley.core.limit.Limit;
import io.parley.core.limit.Quota;
import io.parley.core.limit.VisitorLimit;
import io.parley.core.tenant.OrganisationId;
import io.parley.core.tenant.TenantId;
import io.parley.http.json.JsonText;
import io.parley.http.json.Malformed;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.problem.Problems;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Replies;
import io.parley.http.session.Edge;
import io.parley.http.session.Guard;
import io.parley.http.tool.PublicAddress;
import io.parley.identity.scim.Provisioning.Directory;
import io.parley.identity.scim.ProvisioningFailure;
import io.parley.sessions.entry.TenantCounts;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.util.ByteString;

/// The common part of all calls: the directory's API key, threads that may wait, and answers in the
/// protocol's form. A request that is not admitted at all is answered as everywhere.
final class ScimCallers {
  private static final ContentType SCIM =
      ContentTypes.create(MediaTypes.applicationWithFixedCharset("scim+json", HttpCharsets.UTF_8));

  private final Edge edge;
  private final Guard guard;
  private final DirectorySettings settings;
  private final TenantCounts requests;
  private final PublicAddress address;
  private final Executor executor;

  ScimCallers(Edge edge, DirectorySettings settings, PublicAddress address, Executor executor) {
    this.edge = edge;
    this.guard = new Guard(edge);
    this.settings = settings;
    this.requests =
        new TenantCounts(settings.requests(), settings.window(), edge.sessions()::nodes);
    this.address = address;
    this.executor = executor;
  }

  /// Answers a request of a directory.
  interface Answer {
    CompletionStage<HttpResponse> to(Call call, Directory by);
  }

  Endpoint.Handler handler(Answer answer) {
    return call -> {
      var by = directory(call);
      CompletionStage<HttpResponse> answered;
      try {
        answered = answer.to(call, by);
      } catch (ScimFailure | Malformed e) {
        answered = CompletableFuture.failedStage(e);
      }
      return answered.exceptionally(ScimCallers::failed);
    };
  }

  /// No role has the permission: the sender is a program.
  private Directory directory(Call call) {
    var sender = guard.staff(call, Permission.PROVISION);
    var organisation = OrganisationId.of(sender.tenant());
    if (organisation.isEmpty() || !(sender.subject() instanceof Subject.Program))
      throw new ProblemException(ProblemType.NOT_ALLOWED);
    count(sender.tenant());
    return new Directory(organisation.get(), guard.act(call, sender));
  }

  /// All keys of an organisation together: it has as many as it wants.
  ///
  /// @throws ProblemException 429
  private void count(TenantId tenant) {
    if (requests.take(tenant, edge.clock().instant()) instanceof VisitorLimit.Refused refused)
      throw edge.limited(
          Limit.DIRECTORY_REQUESTS, "directory-requests", settings.window(), refused);
  }

  /// With addresses as the sender of a call reaches them.
  ScimViews views(Call call) {
    return new ScimViews(address.base(call).map(URI::toString).orElse(""));
  }

  /// On a thread that may wait for stores.
  <T> CompletionStage<T> waiting(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, executor);
  }

  private static HttpResponse failed(Throwable failure) {
    return switch (Stages.cause(failure)) {
      case ScimFailure e -> reply(e.status(), e.json());
      case ProvisioningFailure e -> failed(ScimFailure.of(e.reason()));
      case Malformed e ->
          failed(new ScimFailure(e.isTooLong() ? 413 : 400, "invalidSyntax", e.getMessage()));
      case Throwable e -> failedOutside(e);
    };
  }

  /// A store that cannot answer now. All else is answered as everywhere.
  private static HttpResponse failedOutside(Throwable failure) {
    if (failure instanceof StoreFailure store && store.retryable()) {
      var later = new ScimFailure(503, "", "a store does not answer (expected: the same, later)");
      var wait = Long.toString(Quota.seconds(Problems.retryAfter()));
      return reply(later.status(), later.json()).addHeader(Replies.header("Retry-After", wait));
    }
    if (failure instanceof RuntimeException e) throw e;
    throw new CompletionException(failure);
  }

  static HttpResponse reply(int status, JsonNode body) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(SCIM, ByteString.fromString(JsonText.write(body)))
        .addHeader(Replies.noStore());
  }
}
