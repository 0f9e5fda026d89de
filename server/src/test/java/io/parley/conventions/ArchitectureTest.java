package io.parley.conventions;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
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

/// The dependencies of docs/ARCHITECTURE.md. Poms enforce most of them; this test enforces them for
/// packages too, and forbids core some of the JDK (input, output, clocks, randomness).
class ArchitectureTest {
  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          // test jars of other modules
          .withImportOption(location -> !location.contains("-tests.jar"))
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("io.parley");

  /// The modules that a module may depend on.
  private static final Map<String, Set<String>> DEPENDENCIES =
      Map.ofEntries(
          Map.entry("core", Set.of()),
          Map.entry("s3", Set.of()),
          Map.entry("outbound", Set.of("core")),
          Map.entry("knowledge", Set.of("core", "outbound")),
          Map.entry("tools", Set.of("core", "outbound")),
          Map.entry("identity", Set.of("core", "outbound")),
          Map.entry("mail", Set.of("core", "outbound")),
          Map.entry("persistence", Set.of("core")),
          Map.entry("sessions", Set.of("core")),
          Map.entry("voice", Set.of("core", "outbound", "sessions")),
          Map.entry("http", Set.of("core", "identity", "sessions", "voice")),
          Map.entry("operations", Set.of("core", "sessions", "voice", "http")),
          Map.entry(
              "server",
              Set.of(
                  "core",
                  "outbound",
                  "knowledge",
                  "tools",
                  "identity",
                  "mail",
                  "persistence",
                  "sessions",
                  "voice",
                  "http",
                  "operations")));

  @Test
  void core_depends_on_the_jdk_alone() {
    classes()
        .that()
        .resideInAPackage("io.parley.core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.parley.core..", "java..", "javax.crypto..")
        .check(PROGRAM);
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
        .check(PROGRAM);
  }

  @Test
  void core_reads_no_clock_and_no_randomness() {
    noClasses()
        .that()
        .resideInAPackage("io.parley.core..")
        .should()
        .accessTargetWhere(clockOrRandomness())
        .check(PROGRAM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "core",
        "s3",
        "outbound",
        "knowledge",
        "tools",
        "identity",
        "mail",
        "persistence",
        "sessions",
        "voice",
        "http",
        "operations",
        "server"
      })
  void a_module_depends_only_on_those_that_the_architecture_allows(String module) {
    var forbidden =
        DEPENDENCIES.keySet().stream()
            .filter(other -> !other.equals(module) && !DEPENDENCIES.get(module).contains(other))
            .map(other -> "io.parley." + other + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("io.parley." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .because(module + " may depend only on " + DEPENDENCIES.get(module))
        .check(PROGRAM);
  }

  @Test
  void only_the_server_package_uses_the_adapters() {
    noClasses()
        .that()
        .resideInAnyPackage("io.parley.http..", "io.parley.operations..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.parley.knowledge..",
            "io.parley.tools..",
            "io.parley.mail..",
            "io.parley.persistence..")
        .because("Main and Wiring choose the adapters; other packages use ports")
        .check(PROGRAM);
  }

  @Test
  void protocols_reach_sessions_by_the_entry_and_its_limits() {
    noClasses()
        .that()
        .resideInAnyPackage("io.parley.http..", "io.parley.voice..")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Sessions.class)
        .because("io.parley.sessions.entry enforces the limits")
        .check(PROGRAM);
  }

  @Test
  void no_package_depends_on_the_server_package() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.parley.server..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.parley.server..")
        .check(PROGRAM);
  }

  @Test
  void only_slf4j_logs_and_only_the_command_line_prints() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .check(PROGRAM);
    noClasses()
        .that()
        .resideOutsideOfPackage("io.parley.server..")
        .should()
        .accessTargetWhere(standardOutput())
        .check(PROGRAM);
  }

  @Test
  void the_s3_process_shares_no_class_with_the_server() {
    assertThat(PROGRAM.stream().map(JavaClass::getPackageName))
        .as("packages on the server's class path")
        .noneMatch(name -> name.startsWith("io.parley.s3"));
    var process = new ClassFileImporter().importPath(Repository.ROOT.resolve("s3/target/classes"));
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("io.parley..").and(resideOutsideOfPackage("io.parley.s3..")))
        .check(process);
  }

  /// Streams and readers over bytes in memory are allowed; classes that open files are not.
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

  private static DescribedPredicate<JavaAccess<?>> clockOrRandomness() {
    return DescribedPredicate.describe(
        "read a clock or make random values (time and ids are inputs of the rules)",
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
        "print to standard output or error",
        access ->
            access.getTargetOwner().isEquivalentTo(System.class)
                && Arrays.asList("out", "err").contains(access.getTarget().getName()));
  }
}
