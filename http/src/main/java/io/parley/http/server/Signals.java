package io.parley.http.server;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The signals that tell a process to end. Left to the JVM, they start all shutdown hooks at once,
/// and a library's hook takes away what the program still uses: ONNX Runtime's does
/// (microsoft/onnxruntime#31352). Caught, the program closes first and the hooks come last.
///
/// The JDK has no other way to them than `sun.misc.Signal`, of its module `jdk.unsupported`, whose
/// use cannot be compiled without a warning: hence by reflection.
final class Signals {
  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  /// By POSIX numbers; what ends by one of them ends with 128 and that.
  private static final Map<String, Integer> ENDING = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  private Signals() {}

  /// A signal that the process was started to ignore (nohup) stays ignored.
  ///
  /// @param end gets the exit code, in a thread of its own; the process goes on until it is ended
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
                // hashCode and its like are not asked of it
                if (method.getName().equals("handle")) end.run();
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (InvocationTargetException refused) {
      // -Xrs: somebody else has the signals, and ends the JVM by other means
      LOG.info("SIG{} is handled elsewhere: {}", name, refused.getCause().getMessage());
    } catch (ReflectiveOperationException absent) {
      LOG.warn("SIG{} cannot be handled: the JVM ends all parts at once", name, absent);
    }
  }
}
