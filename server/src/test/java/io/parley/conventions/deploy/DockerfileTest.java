package io.parley.conventions.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.conventions.Repository;
import io.parley.voice.models.DebianProgram;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The image, as far as it can be checked without Docker.
class DockerfileTest {
  private static final Pattern SECRET = Pattern.compile("TOKEN|SECRET|PASSWORD|_KEY");
  private static final Pattern PINNED = Pattern.compile("[a-z/.-]+:\\d[\\w.-]*\\d[\\w.-]*");

  private final DockerfileText file = DockerfileText.read();

  @Test
  void an_invalid_dockerfile_is_refused() {
    assertThatThrownBy(() -> DockerfileText.parse("FROM a:1 AS b\nCOPPY . ."))
        .hasMessageContaining("COPPY");
  }

  @Test
  void images_have_a_version() {
    assertThat(file.stages())
        .allSatisfy(stage -> assertThat(stage.image()).matches(PINNED).doesNotContain("latest"));
  }

  @Test
  void the_image_runs_on_the_jdk_that_made_its_startup_cache() {
    var build = file.stage("build");
    assertThat(file.last().image()).isEqualTo(build.image());
    // the cache knows the paths of its jars
    var dist = "/opt/parley/server/target/dist";
    assertThat(file.last().of("COPY"))
        .anySatisfy(
            copy -> {
              assertThat(copy.flag("from")).isEqualTo("build");
              assertThat(copy.words()).containsExactly(dist, dist);
            });
    assertThat(build.of("WORKDIR").getFirst().rest()).isEqualTo("/opt/parley");
    assertThat(build.of("RUN").getLast().rest()).contains("server.aot");
  }

  @Test
  void neither_the_build_nor_the_program_runs_as_root() {
    for (var stage : List.of(file.stage("build"), file.last()))
      assertThat(stage.of("USER"))
          .singleElement()
          .satisfies(user -> assertThat(user.rest()).matches("[1-9]\\d+:[1-9]\\d+"));
    // after the last instruction that may need root
    var names = file.last().instructions().stream().map(DockerfileText.Instruction::name).toList();
    assertThat(names.subList(names.indexOf("USER"), names.size())).doesNotContain("RUN", "COPY");
    var id = file.last().of("USER").getFirst().rest().split(":", 2)[0];
    assertThat(
            Overlay.named("production")
                .statefulSet()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getSecurityContext()
                .getRunAsUser())
        .isEqualTo(Long.parseLong(id));
  }

  @Test
  void the_image_holds_no_secret() {
    for (var stage : file.stages())
      for (var instruction : List.of("ENV", "ARG", "LABEL"))
        assertThat(stage.of(instruction))
            .allSatisfy(one -> assertThat(SECRET.matcher(one.rest()).find()).isFalse());
    assertThat(file.arguments().keySet()).containsExactlyInAnyOrder("JDK", "MAVEN");
  }

  @Test
  void copied_files_exist_and_dockerignore_admits_all_build_inputs() {
    var ignored = Repository.read(Repository.ROOT.resolve(".dockerignore")).lines().toList();
    assertThat(ignored).as("excludes everything that is not listed").contains("*", "**/target");
    var let = ignored.stream().filter(line -> line.startsWith("!")).map(line -> line.substring(1));
    assertThat(let.toList())
        .allSatisfy(name -> assertThat(Files.exists(Repository.ROOT.resolve(name))).isTrue())
        .containsAll(modules())
        .contains("pom.xml", "parley")
        .doesNotContain("docs", ".git", "data", ".env");
  }

  /// The arguments of the default build, without tests.
  private static List<String> modules() {
    var pom = Repository.read(Repository.ROOT.resolve("pom.xml"));
    return Pattern.compile("<module>(\\w+)</module>")
        .matcher(pom.substring(0, pom.indexOf("</modules>")))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  @Test
  void exposed_ports_are_those_of_the_pod() {
    assertThat(file.last().of("EXPOSE").getFirst().words())
        .containsExactlyElementsOf(
            Overlay.containerOf(Overlay.named("production").statefulSet()).getPorts().stream()
                .map(
                    port ->
                        port.getContainerPort() + ("UDP".equals(port.getProtocol()) ? "/udp" : ""))
                .toList());
  }

  @Test
  void speech_models_are_looked_up_where_they_are_downloaded() {
    var models = file.stage("models");
    assertThat(models.of("RUN").getLast().rest())
        .isEqualTo("PARLEY_VOICE_MODELS=/models /opt/parley/parley models");
    assertThat(file.last().of("COPY"))
        .filteredOn(copy -> copy.flag("from").equals("models"))
        .singleElement()
        .satisfies(
            copy -> assertThat(copy.words()).containsExactly("/models", "/opt/parley/models"));
    assertThat(file.last().of("ENV"))
        .anySatisfy(
            variables ->
                assertThat(variables.words()).contains("PARLEY_VOICE_MODELS=/opt/parley/models"));
    // other files belong to the system, in both stages: otherwise the first would download Debian's
    for (var stage : List.of(models, file.last()))
      assertThat(stage.of("RUN").getFirst().words())
          .containsAll(DebianProgram.ALL.stream().map(DebianProgram::name).toList());
    assertThat(models.of("RUN").getFirst().words()).contains("npm");
  }
}
