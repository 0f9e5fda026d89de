package io.parley.tools.builtin;

import io.parley.core.fault.Stages;
import io.parley.core.support.Requester;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolFailure;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// Calls ports: every error becomes a [ToolFailure] that says whether the call may have had an
/// effect.
final class Ports {
  /// Requester of probes: matches no customer, so that probes find nothing.
  static final Requester PROBE =
      new Requester(new SessionKey(TenantId.DEFAULT, new SessionId("probe")), Optional.empty());

  private Ports() {}

  static Requester requester(ToolContext context) {
    return new Requester(context.session(), context.customer());
  }

  /// A failed read certainly had no effect.
  static <T> CompletionStage<T> read(String dependency, Supplier<CompletionStage<T>> call) {
    return call(call, cause -> ToolFailure.notSent(dependency + " did not answer", cause));
  }

  /// A failed write may have had its effect, unless the port says otherwise.
  static <T> CompletionStage<T> write(String dependency, Supplier<CompletionStage<T>> call) {
    return call(call, cause -> ToolFailure.maybeSent(dependency + " did not confirm", cause));
  }

  private static <T> CompletionStage<T> call(
      Supplier<CompletionStage<T>> call, Function<Throwable, ToolFailure> failure) {
    BiFunction<T, Throwable, CompletionStage<T>> typed =
        (value, thrown) ->
            thrown == null
                ? CompletableFuture.completedFuture(value)
                : CompletableFuture.failedFuture(
                    Stages.cause(thrown) instanceof ToolFailure known
                        ? known
                        : failure.apply(Stages.cause(thrown)));
    try {
      return call.get().handle(typed).thenCompose(stage -> stage);
    } catch (RuntimeException e) {
      return typed.apply(null, e);
    }
  }
}
