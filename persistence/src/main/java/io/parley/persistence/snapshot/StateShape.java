package io.parley.persistence.snapshot;

import io.parley.core.text.Sha256;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// All types in a value of a type, found by walking record components, type arguments, enums and
/// the permitted types of sealed ones; and a hash over their structure.
///
/// @param types the records and enums, by name, which is the order of their registration numbers
/// @param hash 32 hex digits; changes as soon as a component anywhere is renamed, moved, retyped,
///   added or removed
record StateShape(List<Class<?>> types, String hash) {
  private static final int HASH_BYTES = 16;

  /// @param leaves types written whole by a serializer of their own
  /// @param layout changes with the format of values
  static StateShape of(Class<?> root, Set<Class<?>> leaves, String layout) {
    var found = new TreeMap<Class<?>, String>(Comparator.comparing(Class::getName));
    walk(root, leaves, found);
    var text = layout + '\n' + String.join("\n", found.values());
    List<Class<?>> types = new ArrayList<>(found.keySet());
    types.removeIf(Class::isSealed);
    return new StateShape(types, hash(text));
  }

  private static void walk(Type type, Set<Class<?>> leaves, TreeMap<Class<?>, String> found) {
    switch (type) {
      case ParameterizedType of -> {
        walk(of.getRawType(), leaves, found);
        for (var argument : of.getActualTypeArguments()) walk(argument, leaves, found);
      }
      case GenericArrayType of -> walk(of.getGenericComponentType(), leaves, found);
      case Class<?> plain -> walk(plain, leaves, found);
      default -> throw new IllegalStateException("the state contains a " + type.getTypeName());
    }
  }

  private static void walk(Class<?> type, Set<Class<?>> leaves, TreeMap<Class<?>, String> found) {
    if (type.isPrimitive() || leaves.contains(type) || found.containsKey(type)) return;
    if (type.isRecord()) {
      var text = new StringBuilder("record ").append(type.getName());
      for (var component : type.getRecordComponents())
        text.append(' ')
            .append(component.getGenericType().getTypeName())
            .append(' ')
            .append(component.getName());
      found.put(type, text.toString());
      for (var component : type.getRecordComponents())
        walk(component.getGenericType(), leaves, found);
    } else if (type.isEnum()) {
      found.put(type, "enum " + type.getName() + Arrays.toString(type.getEnumConstants()));
    } else if (type.isSealed()) {
      var permitted = type.getPermittedSubclasses();
      Arrays.sort(permitted, Comparator.comparing(Class::getName));
      found.put(type, "sealed " + type.getName() + Arrays.toString(permitted));
      for (var each : permitted) walk(each, leaves, found);
    } else {
      throw new IllegalStateException(
          "the state contains a %s (expected: records, enums, sealed types, or one of %s)"
              .formatted(type.getName(), leaves));
    }
  }

  private static String hash(String text) {
    return HexFormat.of().formatHex(Sha256.of(text), 0, HASH_BYTES);
  }
}
