package io.parley.server.nodes;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The command that starts this program again: the same java, the same options (including the
/// start-up cache, which fits only these), the same class path.
///
/// @param start everything up to the main class; arguments come after it
public record JavaCommand(List<String> start) {
  public JavaCommand {
    start = List.copyOf(start);
  }

  /// As this process was started.
  ///
  /// @param main the class whose `main` it runs
  /// @param properties further ones, as `name=value`
  public static JavaCommand own(Class<?> main, List<String> properties) {
    var runtime = ManagementFactory.getRuntimeMXBean();
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    var inherited = inherited();
    // a debugger's port can be used only once
    runtime.getInputArguments().stream()
        .filter(option -> !option.startsWith("-agentlib:jdwp") && !inherited.contains(option))
        .forEach(command::add);
    properties.forEach(property -> command.add("-D" + property));
    command.addAll(List.of("-cp", runtime.getClassPath(), main.getName()));
    return new JavaCommand(command);
  }

  /// Options that the process gets from its environment, as this one did. There they may be secret;
  /// on a command line everybody on the machine could read them.
  private static Set<String> inherited() {
    return Stream.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")
        .map(System.getenv()::get)
        .filter(Objects::nonNull)
        .flatMap(options -> Arrays.stream(options.split("\\s+")))
        .collect(Collectors.toSet());
  }

  /// The whole command, with these behind the main class.
  public List<String> with(List<String> arguments) {
    var all = new ArrayList<>(start);
    all.addAll(arguments);
    return all;
  }
}
