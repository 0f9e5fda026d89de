package io.parley.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.parley.core.session.SessionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No `switch` over a sealed type has a `default`: a new kind must fail the build wherever it is
/// not handled. Checked in the bytecode: a pattern switch without a `default` throws a
/// `MatchException` in its place. So that a new kind of event stops the build in few places only,
/// consumers say `case ToolEvent _` for the kinds that they have no use for.
class SealedSwitchTest {
  /// Files of main code that a new kind of event touches (docs/ARCHITECTURE.md).
  private static final int FILES_MAX = 8;

  /// Its family, the registry of names, the state and `openapi.json`.
  private static final int FILES_OF_EACH_KIND = 4;

  @Test
  void no_switch_over_a_sealed_type_has_a_default() throws ClassNotFoundException {
    var found = new ArrayList<String>();
    for (var type : mainClasses()) found.addAll(defaults(type));
    assertThat(found).as("switches over a sealed type with a default").isEmpty();
  }

  @Test
  void a_new_kind_of_event_touches_at_most_eight_files_of_main_code()
      throws ClassNotFoundException {
    var switches = new ArrayList<TypeSwitch>();
    for (var type : mainClasses()) switches.addAll(typeSwitches(type));
    for (var family : SessionEvent.class.getPermittedSubclasses())
      assertThat(
              switches.stream()
                  .filter(one -> one.namesEachKindOf(family))
                  .map(TypeSwitch::file)
                  .distinct()
                  .toList())
          .as("files that name each kind of %s", family.getSimpleName())
          .isNotEmpty()
          .hasSizeLessThanOrEqualTo(FILES_MAX - FILES_OF_EACH_KIND);
  }

  @Test
  void the_search_finds_a_default_and_accepts_a_switch_that_names_all_kinds() throws Exception {
    var own = new ClassFileImporter().importClasses(WithDefault.class, Complete.class, Open.class);
    assertThat(defaults(own.get(WithDefault.class))).hasSize(1);
    assertThat(defaults(own.get(Complete.class))).isEmpty();
    assertThat(defaults(own.get(Open.class))).isEmpty();
  }

  private static JavaClasses mainClasses() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .withImportOption(location -> !location.contains("-tests.jar"))
        .withImportOption(location -> !location.contains("/test-classes/"))
        .importPackages("io.parley");
  }

  /// A pattern switch.
  ///
  /// @param file name of the top-level class
  /// @param kinds its labels
  private record TypeSwitch(String file, List<Class<?>> kinds) {
    boolean namesEachKindOf(Class<?> family) {
      return kinds.stream().anyMatch(kind -> family.isAssignableFrom(kind))
          && kinds.stream().noneMatch(kind -> kind.isAssignableFrom(family));
    }
  }

  private static List<TypeSwitch> typeSwitches(JavaClass type) throws ClassNotFoundException {
    var found = new ArrayList<TypeSwitch>();
    for (var method : ClassFile.of().parse(bytes(type)).methods()) {
      if (method.code().isEmpty()) continue;
      for (var element : method.code().get().elementList()) {
        if (!(element instanceof InvokeDynamicInstruction call) || !isTypeSwitch(call)) continue;
        var labels = new ArrayList<Class<?>>();
        for (var kind : kinds(call.bootstrapArgs())) if (isOurs(kind)) labels.add(named(kind));
        found.add(new TypeSwitch(type.getName().replaceFirst("\\$.*", ""), labels));
      }
    }
    return found;
  }

  private static List<String> defaults(JavaClass type) throws ClassNotFoundException {
    var found = new ArrayList<String>();
    for (var method : ClassFile.of().parse(bytes(type)).methods())
      for (var line : defaults(method)) found.add(type.getName() + ":" + line);
    return found;
  }

  /// The lines of the switches over a sealed type that have a `default`.
  private static List<Integer> defaults(MethodModel method) throws ClassNotFoundException {
    var found = new ArrayList<Integer>();
    if (method.code().isEmpty()) return found;
    var code = method.code().get().elementList();
    var kinds = Optional.<List<ClassDesc>>empty();
    int line = 0;
    for (var element : code) {
      if (element instanceof LineNumber at) line = at.line();
      if (element instanceof InvokeDynamicInstruction call && isTypeSwitch(call))
        kinds = Optional.of(kinds(call.bootstrapArgs()));
      var otherwise = otherwise(element);
      if (otherwise.isEmpty() || kinds.isEmpty()) continue;
      if (haveSealedTypeInCommon(kinds.get()) && !throwsMatchException(code, otherwise.get()))
        found.add(line);
      kinds = Optional.empty();
    }
    return found;
  }

  private static boolean isTypeSwitch(InvokeDynamicInstruction call) {
    return call.name().equalsString("typeSwitch");
  }

  /// Empty when some labels are no types, such as enum constants: the type of the switch is then
  /// unknown.
  private static List<ClassDesc> kinds(List<ConstantDesc> labels) {
    return labels.stream().allMatch(ClassDesc.class::isInstance)
        ? labels.stream().map(ClassDesc.class::cast).toList()
        : List.of();
  }

  private static Optional<Label> otherwise(CodeElement element) {
    return switch (element) {
      case TableSwitchInstruction table -> Optional.of(table.defaultTarget());
      case LookupSwitchInstruction lookup -> Optional.of(lookup.defaultTarget());
      default -> Optional.empty();
    };
  }

  private static boolean throwsMatchException(List<CodeElement> code, Label target) {
    return code.stream()
        .dropWhile(element -> !(element instanceof LabelTarget at && at.label().equals(target)))
        .filter(Instruction.class::isInstance)
        .findFirst()
        .filter(
            first ->
                first instanceof NewObjectInstruction made
                    && made.className().name().equalsString("java/lang/MatchException"))
        .isPresent();
  }

  private static boolean haveSealedTypeInCommon(List<ClassDesc> kinds)
      throws ClassNotFoundException {
    Set<Class<?>> common = null;
    for (var kind : kinds) {
      if (!isOurs(kind)) return false;
      var sealed =
          sealedTypes(named(kind)).collect(Collectors.toCollection(HashSet<Class<?>>::new));
      if (common == null) common = sealed;
      else common.retainAll(sealed);
    }
    return common != null && !common.isEmpty();
  }

  private static boolean isOurs(ClassDesc kind) {
    return kind.descriptorString().startsWith("Lio/parley/");
  }

  private static Class<?> named(ClassDesc kind) throws ClassNotFoundException {
    var name = kind.descriptorString();
    return Class.forName(
        name.substring(1, name.length() - 1).replace('/', '.'),
        false,
        SealedSwitchTest.class.getClassLoader());
  }

  /// The sealed types among the type and its supertypes.
  private static Stream<Class<?>> sealedTypes(Class<?> type) {
    var above =
        Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()));
    var sealed = above.flatMap(SealedSwitchTest::sealedTypes);
    return type.isSealed() ? Stream.concat(Stream.of(type), sealed) : sealed;
  }

  private static byte[] bytes(JavaClass type) {
    try (var in = type.getSource().orElseThrow().getUri().toURL().openStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  sealed interface Shape {}

  record Circle(int radius) implements Shape {}

  record Square(int side) implements Shape {}

  record Line(int length) implements Shape {}

  static final class WithDefault {
    static int corners(Shape shape) {
      return switch (shape) {
        case Square _ -> 4;
        default -> 0;
      };
    }
  }

  static final class Complete {
    static int corners(Shape shape) {
      return switch (shape) {
        case Square(var side) when side > 0 -> 4;
        case Square _, Circle _ -> 0;
        case Line _ -> 2;
      };
    }
  }

  static final class Open {
    static int corners(Object shape) {
      return switch (shape) {
        case Square _ -> 4;
        case String _ -> 1;
        default -> 0;
      };
    }
  }
}
