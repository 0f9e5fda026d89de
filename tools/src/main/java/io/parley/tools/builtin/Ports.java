package io.parley.tools.builtin;

import io.parley.core.support.Requester;
import io.parley.core.tenant.SessionId;
import io.parley.core.tenant.SessionKey;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.ToolContext;
import io.parley.core.tool.ToolFailure;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// How ports are called: whatever goes wrong becomes a [ToolFailure] that says honestly whether
/// there may have been an effect.
final class Ports {
  /// In whose name probes ask: nobody's, so that they find nothing.
  static final Requester PROBE =
      new Requester(new SessionKey(TenantId.DEFAULT, new SessionId("probe")), Optional.empty());

  private Ports() {}

  static Requester requester(ToolContext context) {
    return new Requester(context.session(), context.customer());
  }

  /// Reading has no effect, so a failed one certainly had none.
  static <T> CompletionStage<T> read(String dependency, Supplier<CompletionStage<T>> call) {
    return call(call, cause -> ToolFailure.notSent(dependency + " did not answer", cause));
  }

  /// A write that failed may have been done, unless the port knows better.
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
                    cause(thrown) instanceof ToolFailure known
                        ? known
                        : failure.apply(cause(thrown)));
    try {
      return call.get().handle(typed).thenCompose(stage -> stage);
    } catch (RuntimeException e) {
      return typed.apply(null, e);
    }
  }

  private static Throwable cause(Throwable thrown) {
    return thrown instanceof CompletionException wrapped && wrapped.getCause() != null
        ? wrapped.getCause()
        : thrown;
  }
}
