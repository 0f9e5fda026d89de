package io.parley.server;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The signals that end a process. By default the JVM reacts by starting all shutdown hooks at
/// once, and a library's hook may release what the program still uses: ONNX Runtime's does
/// (microsoft/onnxruntime#31352). With handlers the program closes first and the hooks come last.
///
/// The JDK offers only `sun.misc.Signal`, of its module `jdk.unsupported`, whose use cannot be
/// compiled without a warning: hence by reflection.
final class Signals {
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  /// By POSIX numbers; the exit code is 128 plus the number.
  private static final Map<String, Integer> ENDING = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  private Signals() {}

  /// A signal that the process was started to ignore (nohup) stays ignored.
  ///
  /// @param end gets the exit code, in its own thread; the process continues until it is ended
  static void onEnd(IntConsumer end) {
    ENDING.forEach((name, number) -> handle(name, () -> end.accept(128 + number)));
  }

  private static void handle(String name, Runnable end) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      var proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (_, method, _) -> {
                // hashCode and the like are never called on it
                if (method.getName().equals("handle")) end.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (InvocationTargetException refused) {
      // -Xrs: the embedder handles the signals, and ends the JVM by other means
      LOG.info("SIG{} is handled elsewhere: {}", name, refused.getCause().getMessage());
    } catch (ReflectiveOperationException absent) {
      LOG.warn("SIG{} cannot be handled: the JVM ends all parts at once", name, absent);
    }
  }
}
