package io.parley.conventions.pattern;

import io.parley.core.tenant.SessionId;
import io.parley.core.text.Unicode;
import io.parley.http.route.Endpoint;
import io.parley.identity.jws.CompactJwt;
import io.parley.mail.delivery.MailDelivery;
import io.parley.operations.Readiness;
import io.parley.outbound.setting.Section;
import io.parley.persistence.text.Text;
import io.parley.server.Main;
import io.parley.sessions.cluster.Sessions;
import io.parley.tools.json.Jackson;
import io.parley.voice.call.Calls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The compiled main classes of all modules.
final class MainClasses {
  private static final List<Class<?>> MODULES =
      List.of(
          SessionId.class,
          Section.class,
          Jackson.class,
          CompactJwt.class,
          MailDelivery.class,
          Text.class,
          Sessions.class,
          Calls.class,
          Endpoint.class,
          Readiness.class,
          Main.class);

  private MainClasses() {}

  private static List<ClassModel> all() {
    var all = new ArrayList<ClassModel>();
    for (var module : MODULES) {
      var place = Path.of(module.getProtectionDomain().getCodeSource().getLocation().getPath());
      if (Files.isDirectory(place)) add(place, all);
      else
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
          add(jar.getPath("/"), all);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
    }
    return all;
  }

  private static void add(Path root, List<ClassModel> all) {
    try (var files = Files.walk(root)) {
      for (var file : files.filter(path -> path.toString().endsWith(".class")).toList())
        all.add(ClassFile.of().parse(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every constant text with one class that has it. These include patterns, and the constant parts
  /// of patterns composed at run time, with U+0001 in place of the other parts.
  static Map<String, String> texts() {
    var texts = new TreeMap<String, String>();
    for (var type : all())
      strings(type).forEach(text -> texts.putIfAbsent(text, type.thisClass().asInternalName()));
    return texts;
  }

  /// The classes that match word boundaries in a text that they do not bound themselves.
  static Set<String> withWordBoundary() {
    return all().stream()
        .filter(type -> strings(type).anyMatch(text -> text.contains("\\b")))
        .filter(type -> !mentions(type, Unicode.class.getName().replace('.', '/')))
        .map(type -> type.thisClass().asInternalName())
        .collect(Collectors.toSet());
  }

  private static Stream<String> strings(ClassModel type) {
    return StreamSupport.stream(type.constantPool().spliterator(), false)
        .flatMap(
            entry ->
                entry instanceof StringEntry text ? Stream.of(text.stringValue()) : Stream.empty());
  }

  private static boolean mentions(ClassModel type, String name) {
    return StreamSupport.stream(type.constantPool().spliterator(), false)
        .anyMatch(
            entry -> entry instanceof ClassEntry named && named.asInternalName().equals(name));
  }

  /// The patterns in static fields, also those in a list, in a map, or in a record there; by the
  /// name of their field.
  static Map<String, Pattern> patterns() {
    var patterns = new TreeMap<String, Pattern>();
    for (var type : all())
      if (mentionsPatterns(type)) {
        var name = type.thisClass().asInternalName().replace('/', '.');
        try {
          add(Class.forName(name), patterns);
        } catch (ClassNotFoundException e) {
          throw new IllegalStateException(e);
        }
      }
    return patterns;
  }

  private static boolean mentionsPatterns(ClassModel type) {
    return mentions(type, "java/util/regex/Pattern")
        || mentions(type, type.thisClass().asInternalName() + "$Rule");
  }

  private static void add(Class<?> type, Map<String, Pattern> patterns) {
    for (var field : type.getDeclaredFields())
      if (Modifier.isStatic(field.getModifiers())) {
        try {
          field.setAccessible(true);
          add(type.getName() + "." + field.getName(), field.get(null), patterns);
        } catch (IllegalAccessException e) {
          throw new IllegalStateException(e);
        }
      }
  }

  private static void add(String name, Object value, Map<String, Pattern> patterns) {
    switch (value) {
      case Pattern pattern -> patterns.put(name, pattern);
      case Collection<?> many -> {
        int i = 0;
        for (var one : many) add(name + "[" + i++ + "]", one, patterns);
      }
      case Map<?, ?> map -> {
        add(name, map.keySet(), patterns);
        add(name, map.values(), patterns);
      }
      case Record one -> components(name, one, patterns);
      case null, default -> {
        // no patterns
      }
    }
  }

  private static void components(String name, Record one, Map<String, Pattern> patterns) {
    if (!one.getClass().getName().startsWith("io.parley.")) return;
    for (var component : one.getClass().getRecordComponents()) {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      try {
        add(name + "." + component.getName(), accessor.invoke(one), patterns);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
