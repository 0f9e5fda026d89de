package io.parley.tools.registry;

import io.parley.core.agent.AgentRef;
import io.parley.core.audit.Act;
import io.parley.core.fault.Stages;
import io.parley.core.session.Role;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.Json;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolFailure;
import io.parley.core.tool.ToolOutcome;
import io.parley.core.tool.source.Rehearsal;
import io.parley.core.tool.source.ToolSource;
import io.parley.core.tool.source.ToolSourceDesk;
import io.parley.core.tool.source.ToolSourceDesk.Changed.Done;
import io.parley.core.tool.source.ToolSourceState;
import io.parley.core.tool.source.ToolSourceStore;
import io.parley.core.tool.source.ToolSourceStore.Kept;
import io.parley.outbound.guard.GuardFailure;
import io.parley.tools.source.OutsideText;
import io.parley.tools.source.SourceFailure;
import io.parley.tools.source.ToolSourceKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Operates the sources of [RegisteredTools].
public final class RegistryDesk implements ToolSourceDesk {
  private static final int REFUSAL_MAX = 500;

  private final RegisteredTools tools;
  private final Duration attemptMax;

  /// @param attemptMax how long an attempt waits for a source's tools
  public RegistryDesk(RegisteredTools tools, Duration attemptMax) {
    this.tools = tools;
    this.attemptMax = attemptMax;
  }

  @Override
  public List<ToolSourceState> list(TenantId tenant) {
    return tools.of(tenant).map(LiveSource::state).toList();
  }

  @Override
  public List<String> kinds() {
    return tools.kinds().stream().sorted().toList();
  }

  @Override
  public Optional<ToolSourceState> find(TenantId tenant, String name) {
    return tools.of(tenant, name).map(LiveSource::state);
  }

  @Override
  public CompletionStage<Changed> put(TenantId tenant, ToolSource source) {
    return put(tenant, source, store -> store.put(tenant, source));
  }

  @Override
  public CompletionStage<Changed> put(TenantId tenant, ToolSource source, Act act) {
    return put(tenant, source, store -> store.put(tenant, source, act));
  }

  /// A change of the store; false if it was not made.
  private interface Storing extends Function<ToolSourceStore, CompletionStage<Boolean>> {}

  private CompletionStage<Changed> put(TenantId tenant, ToolSource source, Storing storing) {
    var wrong = wrong(tenant, source);
    if (wrong.isPresent()) return CompletableFuture.completedStage(new Changed.Wrong(wrong.get()));
    if (isOfFile(tenant, source.name()))
      return CompletableFuture.completedStage(new Changed.OfFile());
    return storing
        .apply(tools.store())
        .thenCompose(
            isStored ->
                isStored
                    ? changed(tenant, source.name())
                    : CompletableFuture.completedStage(new Changed.TooMany()));
  }

  @Override
  public CompletionStage<Changed> delete(TenantId tenant, String name) {
    return delete(tenant, name, store -> store.delete(tenant, name));
  }

  @Override
  public CompletionStage<Changed> delete(TenantId tenant, String name, Act act) {
    return delete(tenant, name, store -> store.delete(tenant, name, act));
  }

  private CompletionStage<Changed> delete(TenantId tenant, String name, Storing storing) {
    if (isOfFile(tenant, name)) return CompletableFuture.completedStage(new Changed.OfFile());
    var last = find(tenant, name);
    return storing
        .apply(tools.store())
        .thenCompose(was -> tools.refresh().thenApply(_ -> was))
        .thenApply(was -> was && last.isPresent() ? new Done(last.get()) : new Changed.Missing());
  }

  @Override
  public CompletionStage<Changed> approve(
      TenantId tenant, String name, Map<String, String> tools, Role by) {
    return approve(tenant, name, tools, store -> store.approve(tenant, name, tools, by));
  }

  @Override
  public CompletionStage<Changed> approve(
      TenantId tenant, String name, Map<String, String> tools, Role by, Act act) {
    return approve(tenant, name, tools, store -> store.approve(tenant, name, tools, by, act));
  }

  private CompletionStage<Changed> approve(
      TenantId tenant, String name, Map<String, String> approved, Storing storing) {
    var state = find(tenant, name);
    if (state.isEmpty()) return CompletableFuture.completedStage(new Changed.Missing());
    var unseen = unseen(state.get(), approved);
    if (unseen.isPresent())
      return CompletableFuture.completedStage(new Changed.Wrong(unseen.get()));
    return storing
        .apply(tools.store())
        .thenCompose(
            isThere ->
                isThere
                    ? changed(tenant, name)
                    : CompletableFuture.completedStage(new Changed.Missing()));
  }

  /// An approval of a form that is not offered would take the one of before away.
  private static Optional<String> unseen(ToolSourceState state, Map<String, String> approved) {
    var offered = new HashMap<String, String>();
    state.tools().forEach(tool -> offered.put(tool.spec().name(), tool.fingerprint()));
    state.prompts().forEach(each -> offered.put(each.prompt().approvalName(), each.fingerprint()));
    for (var entry : approved.entrySet()) {
      var present = offered.get(entry.getKey());
      if (present == null)
        return Optional.of(
            "tools: %s (expected: a tool or prompt that the source offers now)"
                .formatted(entry.getKey()));
      if (!present.equals(entry.getValue()))
        return Optional.of(
            "tools: another fingerprint of %s (expected: the one of its present form; read it again)"
                .formatted(entry.getKey()));
    }
    return Optional.empty();
  }

  @Override
  public CompletionStage<Prompted> prompt(
      TenantId tenant, String name, String prompt, Map<String, String> arguments) {
    var live = tools.of(tenant, name);
    var found =
        live.map(LiveSource::state).stream()
            .flatMap(state -> state.prompts().stream())
            .filter(each -> each.isApproved() && each.prompt().name().equals(prompt))
            .findFirst();
    var open = live.flatMap(LiveSource::tools);
    if (found.isEmpty() || open.isEmpty())
      return CompletableFuture.completedStage(new Prompted.Missing());
    var wrong = PromptArguments.wrong(found.get().prompt(), arguments);
    if (wrong.isPresent()) return CompletableFuture.completedStage(new Prompted.Wrong(wrong.get()));
    return open.get()
        .prompt(prompt, arguments)
        .<Prompted>thenApply(Prompted.Written::new)
        .exceptionally(RegistryDesk::unwritten);
  }

  private static Prompted unwritten(Throwable failure) {
    var cause = Stages.cause(failure);
    return switch (cause) {
      case SourceFailure refused ->
          new Prompted.Wrong("the server refuses: " + OutsideText.cut(said(refused), REFUSAL_MAX));
      case ToolFailure away -> new Prompted.Unavailable(said(away));
      // a bug
      default -> throw new CompletionException(cause);
    };
  }

  @Override
  public CompletionStage<Optional<Rehearsal.Seen>> rehearse(
      TenantId tenant, String name, Rehearsal rehearsal) {
    var source = tools.of(tenant, name);
    if (source.isEmpty()) return CompletableFuture.completedStage(Optional.empty());
    var open = source.get().tools();
    if (open.isEmpty())
      return seen(
          Optional.empty(),
          Optional.empty(),
          source.get().state().problem().or(() -> Optional.of("it is not open")));
    var call = new ToolCall("rehearsal", rehearsal.tool(), rehearsal.arguments());
    var context =
        new ToolContext(
            new SessionKey(tenant, new SessionId("rehearsal")),
            new AgentRef("operator", 1),
            rehearsal.customer(),
            rehearsal.id());
    var request = open.get().request(call, context);
    if (!rehearsal.isSent()) return seen(request, Optional.empty(), Optional.empty());
    return open.get()
        .call(call, context)
        .handle(
            (outcome, failure) ->
                Optional.of(
                    new Rehearsal.Seen(
                        request,
                        Optional.ofNullable(outcome),
                        Optional.ofNullable(failure).map(RegistryDesk::cause))));
  }

  private static CompletionStage<Optional<Rehearsal.Seen>> seen(
      Optional<Json> request, Optional<ToolOutcome> outcome, Optional<String> problem) {
    return CompletableFuture.completedStage(
        Optional.of(new Rehearsal.Seen(request, outcome, problem)));
  }

  private static String cause(Throwable failure) {
    return said(Stages.cause(failure));
  }

  @Override
  public CompletionStage<Optional<ToolSourceState>> attempt(TenantId tenant, String name) {
    var source = tools.of(tenant, name);
    if (source.isEmpty()) return CompletableFuture.completedStage(Optional.empty());
    var kept = source.get().kept();
    var result = new CompletableFuture<Optional<ToolSourceState>>();
    Thread.ofVirtual()
        .name("tool-source-attempt-" + name)
        .start(
            () -> {
              try {
                result.complete(Optional.of(attempt(kept)));
              } catch (RuntimeException e) {
                result.completeExceptionally(e);
              }
            });
    return result;
  }

  private ToolSourceState attempt(Kept kept) {
    var kind = tools.kind(kept.source().kind());
    if (kind.isEmpty()) return failed(kept, "this node does not have the kind");
    var access = tools.access(kept.tenant());
    try (var opened = kind.get().open(kept.source(), access)) {
      opened.ready().toCompletableFuture().get(attemptMax.toMillis(), TimeUnit.MILLISECONDS);
      return LiveSource.stateOf(kept, kind.get(), opened, access);
    } catch (ExecutionException e) {
      return failed(kept, said(e.getCause()));
    } catch (TimeoutException e) {
      return failed(kept, "it has no tools after " + attemptMax);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed(kept, "the attempt was interrupted");
    } catch (RuntimeException e) {
      return failed(kept, said(e));
    }
  }

  private static String said(Throwable failure) {
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private ToolSourceState failed(Kept kept, String problem) {
    return new ToolSourceState(
        kept.source(),
        Optional.of(problem),
        List.of(),
        List.of(),
        List.of(),
        tools.of(kept.tenant(), kept.source().name()).flatMap(source -> source.state().signIn()));
  }

  private CompletionStage<Changed> changed(TenantId tenant, String name) {
    return tools
        .refresh()
        .thenApply(_ -> find(tenant, name).<Changed>map(Done::new).orElseGet(Changed.Missing::new));
  }

  private boolean isOfFile(TenantId tenant, String name) {
    return tools.of(tenant, name).filter(source -> source.kept().source().isOfFile()).isPresent();
  }

  private Optional<String> wrong(TenantId tenant, ToolSource source) {
    var kind = tools.kind(source.kind());
    if (kind.isEmpty())
      return Optional.of(
          "kind: %s (expected: one of those of this server: %s)"
              .formatted(
                  source.kind(),
                  tools.kinds().isEmpty()
                      ? "it has none"
                      : String.join(", ", new TreeSet<>(tools.kinds()))));
    return wrong(tenant, kind.get(), source);
  }

  private Optional<String> wrong(TenantId tenant, ToolSourceKind kind, ToolSource source) {
    try {
      kind.check(source);
      for (var address : kind.addresses(source)) tools.http(tenant).check(address);
      return Optional.empty();
    } catch (IllegalArgumentException | GuardFailure e) {
      return Optional.of(said(e));
    }
  }
}
