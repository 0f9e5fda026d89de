package io.parley.http.server;

import io.parley.http.route.Router;
import io.parley.http.server.ServerSettings.Address;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.stream.StreamTcpException;

/// Binds ports, and unbinds them in order: no new connections, some time for those that are open,
/// then their end.
final class HttpServers {
  private final ActorSystem<?> system;
  private final Closers closers;
  private final Duration grace;

  HttpServers(ActorSystem<?> system, Closers closers, Duration grace) {
    this.system = system;
    this.closers = closers;
    this.grace = grace;
  }

  /// Looks whether the port can be had, before anything is started that would be stopped again.
  static void requireFree(String key, Address address) {
    try (var socket = new ServerSocket()) {
      // as Pekko will: what an earlier process left in TIME_WAIT is no hindrance
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address.host(), address.port()));
    } catch (IOException e) {
      throw wrong(key, address, e);
    }
  }

  /// @param key of the settings: `http` or `management`
  /// @return where it listens
  InetSocketAddress bind(String key, Address address, Router router) {
    try {
      var binding =
          Http.get(system)
              .newServerAt(address.host(), address.port())
              .bind(router::answer)
              .toCompletableFuture()
              .join();
      closers.onClose("the " + key + " port", () -> unbind(binding));
      return binding.localAddress();
    } catch (CompletionException e) {
      throw wrong(key, address, e);
    }
  }

  private static WrongSetting wrong(String key, Address address, Exception failure) {
    return new WrongSetting(
        EnvironmentNames.named(
            "parley.%s.port: %d on %s (expected: %s)"
                .formatted(key, address.port(), address.host(), expected(failure))),
        failure);
  }

  private void unbind(ServerBinding binding) {
    // a node that was sent away: the port went with the actors, and nobody is left to ask
    if (system.getWhenTerminated().toCompletableFuture().isDone()) return;
    binding.unbind().toCompletableFuture().join();
    binding.terminate(grace).toCompletableFuture().join();
  }

  private static String expected(Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException || cause instanceof StreamTcpException) {
        var busy = String.valueOf(cause.getMessage()).contains("in use");
        if (busy) return "a port that nobody listens on; another program has this one";
      }
    }
    return "an address of this machine and a port that may be bound";
  }
}
