package io.parley.core.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// A reader of untrusted text.
///
/// @param read may refuse a text with an `IllegalArgumentException` or one of Parley's exceptions;
///   any other exception is a failure
public record Reader(String name, Consumer<String> read) {

  /// For limits.
  private static final Object LIMIT = 100;

  /// Every static method and constructor in `packageName` and its subpackages that takes only texts
  /// and limits (`int`), so that new readers are included. Not for packages with side effects.
  ///
  /// @param without names such as `Phrases#of`: methods that never get untrusted text
  public static List<Reader> in(Class<?> anchor, String packageName, Set<String> without) {
    var place = Path.of(anchor.getProtectionDomain().getCodeSource().getLocation().getPath());
    var found = new ArrayList<Reader>();
    try {
      if (Files.isDirectory(place)) readers(place, packageName, without, found);
      else
        try (var jar = FileSystems.newFileSystem(place)) {
          readers(jar.getPath("/"), packageName, without, found);
        }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    found.sort(Comparator.comparing(Reader::name));
    return found;
  }

  private static void readers(
      Path root, String packageName, Set<String> without, List<Reader> found) throws IOException {
    try (var files = Files.walk(root.resolve(packageName.replace('.', '/')))) {
      for (var file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        var name = root.relativize(file).toString().replace('/', '.');
        if (!name.endsWith("-info.class"))
          readers(Class.forName(name.substring(0, name.length() - 6)), without, found);
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void readers(Class<?> type, Set<String> without, List<Reader> found) {
    for (var method : type.getDeclaredMethods())
      if (Modifier.isStatic(method.getModifiers()) && takesText(method))
        add(
            type,
            method.getName(),
            method,
            text -> method.invoke(null, arguments(method, text)),
            without,
            found);
    if (!Modifier.isAbstract(type.getModifiers()) && !Throwable.class.isAssignableFrom(type))
      for (var constructor : type.getDeclaredConstructors())
        if (takesText(constructor))
          add(
              type,
              "new",
              constructor,
              text -> constructor.newInstance(arguments(constructor, text)),
              without,
              found);
  }

  private static void add(
      Class<?> type,
      String member,
      Executable executable,
      Invocation invocation,
      Set<String> without,
      List<Reader> found) {
    var name = type.getName().substring(type.getPackageName().length() + 1) + "#" + member;
    if (without.contains(name)) return;
    executable.setAccessible(true);
    found.add(new Reader(name, text -> invoke(invocation, text)));
  }

  private static boolean takesText(Executable executable) {
    var types = List.of(executable.getParameterTypes());
    return !Modifier.isPrivate(executable.getModifiers())
        && !executable.isSynthetic()
        && types.contains(String.class)
        && Set.of(String.class, int.class).containsAll(types)
        // of enums
        && !executable.getName().equals("valueOf");
  }

  private static Object[] arguments(Executable executable, String text) {
    return Arrays.stream(executable.getParameterTypes())
        .<Object>map(type -> type == String.class ? text : LIMIT)
        .toArray();
  }

  private static void invoke(Invocation invocation, String text) {
    try {
      invocation.on(text);
    } catch (InvocationTargetException e) {
      switch (e.getCause()) {
        case RuntimeException thrown -> throw thrown;
        case Error thrown -> throw thrown;
        default -> throw new IllegalStateException(e.getCause());
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// [Method#invoke] or [Constructor#newInstance].
  private interface Invocation {
    Object on(String text) throws ReflectiveOperationException;
  }
}
