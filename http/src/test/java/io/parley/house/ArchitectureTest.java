package io.parley.house;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.parley.sessions.cluster.Sessions;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The arrows of docs/ARCHITECTURE.md. A module's pom holds most of them already; this holds them
/// for packages as well, and says what core may not ask its JDK for.
class ArchitectureTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          // what other rooms' tests lend to this one's
          .withImportOption(location -> !location.contains("-tests.jar"))
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("io.parley");

  /// What a room may know besides itself and libraries.
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "core", Set.of(),
          "s3", Set.of(),
          "outbound", Set.of("core"),
          "tools", Set.of("core", "outbound"),
          "persistence", Set.of("core"),
          "sessions", Set.of("core"),
          "voice", Set.of("core", "outbound", "sessions"),
          "http", Set.of("core", "outbound", "tools", "persistence", "sessions", "voice"));

  @Test
  void core_knows_the_jdk_and_nothing_else() {
    classes()
        .that()
        .resideInAPackage("io.parley.core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.parley.core..", "java..")
        .check(HOUSE);
  }

  @Test
  void core_does_no_input_or_output() {
    noClasses()
        .that()
        .resideInAPackage("io.parley.core..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.sql..", "java.nio.file..", "java.nio.channels..", "java.net.http..")
                .or(ioInJavaIo()))
        .check(HOUSE);
  }

  @Test
  void core_has_no_clock_and_no_dice() {
    noClasses()
        .that()
        .resideInAPackage("io.parley.core..")
        .should()
        .accessTargetWhere(clockOrDice())
        .check(HOUSE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"core", "s3", "outbound", "tools", "persistence", "sessions", "voice", "http"})
  void a_room_knows_only_the_rooms_its_arrows_lead_to(String room) {
    var forbidden =
        ARROWS.keySet().stream()
            .filter(other -> !other.equals(room) && !ARROWS.get(room).contains(other))
            .map(other -> "io.parley." + other + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("io.parley." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .because(room + " knows only " + ARROWS.get(room))
        .check(HOUSE);
  }

  @Test
  void only_the_server_package_sees_the_adapters() {
    noClasses()
        .that()
        .resideInAPackage("io.parley.http..")
        .and(resideOutsideOfPackage("io.parley.http.server.."))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.parley.tools..", "io.parley.persistence..")
        .because("Main and Wiring plug the adapters in; the edge sees ports")
        .check(HOUSE);
  }

  @Test
  void protocols_reach_sessions_by_the_entry_and_its_limits() {
    noClasses()
        .that()
        .resideInAnyPackage("io.parley.http..", "io.parley.voice..")
        .and(resideOutsideOfPackages("io.parley.http.server..", "io.parley.http.ops.."))
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Sessions.class)
        .because("what goes round io.parley.sessions.entry goes round every limit")
        .check(HOUSE);
  }

  @Test
  void nobody_depends_on_the_server_package() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.parley.http.server..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.parley.http.server..")
        .check(HOUSE);
  }

  @Test
  void only_slf4j_logs_and_only_the_command_line_prints() {
    noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..").check(HOUSE);
    noClasses()
        .that()
        .resideOutsideOfPackage("io.parley.http.server..")
        .should()
        .accessTargetWhere(standardOutput())
        .check(HOUSE);
  }

  @Test
  void the_s3_process_shares_no_class_with_the_server() {
    assertThat(HOUSE.stream().map(JavaClass::getPackageName))
        .as("packages on the server's class path")
        .noneMatch(name -> name.startsWith("io.parley.s3"));
    var process = new ClassFileImporter().importPath(Repository.ROOT.resolve("s3/target/classes"));
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.parley..").and(resideOutsideOfPackage("io.parley.s3..")))
        .check(process);
  }

  /// Streams and readers over bytes in memory are fine; what opens a file is not.
  private static DescribedPredicate<JavaClass> ioInJavaIo() {
    return DescribedPredicate.describe(
        "open files or the console",
        type ->
            Set.of(
                    "java.io.File",
                    "java.io.FileInputStream",
                    "java.io.FileOutputStream",
                    "java.io.FileReader",
                    "java.io.FileWriter",
                    "java.io.RandomAccessFile",
                    "java.io.Console",
                    "java.net.Socket",
                    "java.net.ServerSocket")
                .contains(type.getName()));
  }

  private static DescribedPredicate<JavaAccess<?>> clockOrDice() {
    return DescribedPredicate.describe(
        "is a clock or dice (time and ids are inputs of the rules)",
        access -> {
          var owner = access.getTargetOwner();
          var name = access.getTarget().getName();
          return (owner.getPackageName().equals("java.time") && name.equals("now"))
              || (owner.isEquivalentTo(Clock.class)
                  && (name.startsWith("system") || name.startsWith("tick")))
              || (owner.isEquivalentTo(System.class)
                  && Set.of("currentTimeMillis", "nanoTime").contains(name))
              || (owner.isEquivalentTo(UUID.class) && name.equals("randomUUID"))
              || (owner.isEquivalentTo(Math.class) && name.equals("random"))
              || (owner.isEquivalentTo(ThreadLocalRandom.class) && name.equals("current"))
              || (owner.isEquivalentTo(RandomGenerator.class) && name.equals("getDefault"))
              || (owner.isAssignableTo(Random.class) && withoutSeed(access));
        });
  }

  private static boolean withoutSeed(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && target.getName().equals("<init>")
        && target.getRawParameterTypes().isEmpty();
  }

  private static DescribedPredicate<JavaAccess<?>> standardOutput() {
    return DescribedPredicate.describe(
        "prints to standard output or error",
        access ->
            access.getTargetOwner().isEquivalentTo(System.class)
                && Arrays.asList("out", "err").contains(access.getTarget().getName()));
  }
}
