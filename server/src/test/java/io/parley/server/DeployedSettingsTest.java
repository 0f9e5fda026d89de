package io.parley.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.parley.conventions.Repository;
import io.parley.conventions.deploy.ComposeFile;
import io.parley.conventions.deploy.Overlay;
import io.parley.http.pages.PageSettings;
import io.parley.http.session.EdgeSettings;
import io.parley.http.tls.TestCertificates;
import io.parley.persistence.archive.ArchiveSettings;
import io.parley.persistence.database.DatabaseSettings;
import io.parley.persistence.embedded.DataDirectory;
import io.parley.persistence.memory.MemorySettings;
import io.parley.server.cluster.ClusterSettings;
import io.parley.sessions.SessionSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The settings of the manifests and the compose file, as the program reads them.
class DeployedSettingsTest {
  /// Secrets in their required forms.
  private static final Map<String, String> SECRETS =
      Map.of(
          "token-keys",
          "k1:a-secret-of-thirty-two-characters",
          "PARLEY_TOKEN_KEYS",
          "k1:a-secret-of-thirty-two-characters");

  /// Sections with names that operators choose.
  private static final List<String> FREE =
      List.of(
          "parley.models.providers",
          "parley.money.prices",
          "parley.sip.trunks",
          "parley.sip.accounts");

  @TempDir Path data;

  @Test
  void production_settings_start_a_cluster_node_with_external_databases() throws Exception {
    var production = Overlay.named("production");
    var config =
        mounted(
            production,
            settings(production.settings(), production.environment(DeployedSettingsTest::secret)));
    judge(config);
    assertThat(ClusterSettings.from(config, true).tls())
        .as("nodes authenticate each other")
        .isPresent();
    var server = ServerSettings.from(config);
    assertThat(server.production()).isTrue();
    assertThat(server.cluster().host()).isEqualTo("parley-0.parley-nodes.parley.svc.cluster.local");
    assertThat(DatabaseSettings.from(config).embedded()).isFalse();
    assertThat(ArchiveSettings.from(config).endpoint()).isPresent();
    assertThat(config.getString("parley.cluster.seeds")).doesNotContain("$(");
  }

  @Test
  void development_cluster_settings_start_a_self_contained_node() {
    var local = Overlay.named("local");
    var config = settings(local.settings(), local.environment(DeployedSettingsTest::secret));
    judge(config);
    assertThat(ServerSettings.from(config).production()).isFalse();
    assertThat(DatabaseSettings.from(config).embedded()).isTrue();
  }

  @Test
  void compose_settings_start_three_nodes_of_one_cluster() {
    var compose = ComposeFile.read();
    var nodes =
        compose.services().entrySet().stream()
            .filter(service -> service.getKey().startsWith("parley-"))
            .toList();
    assertThat(nodes).hasSize(3);
    for (var node : nodes) {
      var environment = node.getValue().environment(DeployedSettingsTest::secret);
      var config = settings(Repository.ROOT.resolve("deploy/compose.conf"), environment);
      judge(config);
      var server = ServerSettings.from(config);
      assertThat(server.production()).isTrue();
      assertThat(server.cluster().host()).isEqualTo(node.getKey());
      assertThat(node.getValue().grace()).isGreaterThan(server.deadline());
    }
  }

  @Test
  void listening_ports_are_those_that_the_container_exposes() {
    for (var name : List.of("local", "production")) {
      var overlay = Overlay.named(name);
      var config = settings(overlay.settings(), overlay.environment(DeployedSettingsTest::secret));
      var server = ServerSettings.from(config);
      assertThat(server.http().host()).isEqualTo("0.0.0.0");
      assertThat(server.management().host()).isEqualTo("0.0.0.0");
      var calls = VoiceSettings.from(config).webRtc().network();
      assertThat(calls.bindAddress().isAnyLocalAddress()).isTrue();
      var set = set(overlay);
      assertThat(
              set.getSpec().getTemplate().getSpec().getContainers().getFirst().getPorts().stream()
                  .map(port -> port.getName() + " " + port.getContainerPort()))
          .containsExactly(
              "http " + server.http().port(),
              "management " + server.management().port(),
              "cluster " + server.cluster().port(),
              "calls " + calls.port());
    }
  }

  @Test
  void probes_use_the_scheme_of_the_operators_port() {
    for (var name : List.of("local", "production")) {
      var overlay = Overlay.named(name);
      var config = settings(overlay.settings(), overlay.environment(DeployedSettingsTest::secret));
      boolean plain = config.getString("parley.management.tls.certificate").isEmpty();
      assertThat(overlay.schemes()).containsOnly(plain ? "HTTP" : "HTTPS");
    }
  }

  /// The files of a Secret of the type `kubernetes.io/tls`, as cert-manager makes them, at their
  /// paths in a pod. Here they are certificates of the test's authority.
  private Config mounted(Overlay overlay, Config config) throws Exception {
    var certificates = TestCertificates.in(Files.createDirectory(data.resolve("certificates")));
    certificates.sign("parley", "RSA", 30);
    var secret =
        Map.of(
            "tls.crt", certificates.certificate("parley"),
            "tls.key", certificates.key("parley"),
            "ca.crt", certificates.authority());
    var secrets =
        overlay.volumes().stream()
            .filter(volume -> volume.getSecret() != null)
            .map(Volume::getName)
            .toList();
    var directory =
        overlay.mounts().stream()
            .filter(mount -> secrets.contains(mount.getName()))
            .map(VolumeMount::getMountPath)
            .reduce((_, another) -> fail("a second secret at " + another))
            .orElseThrow();
    var there = config;
    for (var setting : config.getConfig("parley").entrySet())
      if (setting.getValue().unwrapped() instanceof String text
          && text.startsWith("/etc/parley-")) {
        assertThat(text).as(setting.getKey()).startsWith(directory + "/");
        var file = secret.get(text.substring(directory.length() + 1));
        assertThat(file).as("%s is in the Secret", text).isNotNull();
        there =
            there.withValue(
                "parley." + setting.getKey(), ConfigValueFactory.fromAnyRef(file.toString()));
      }
    return there;
  }

  @Test
  void the_termination_grace_period_covers_the_shutdown() {
    var overlay = Overlay.named("production");
    var config = settings(overlay.settings(), overlay.environment(DeployedSettingsTest::secret));
    var pod = set(overlay).getSpec().getTemplate().getSpec();
    var pause = pod.getContainers().getFirst().getLifecycle().getPreStop().getSleep().getSeconds();
    assertThat(Duration.ofSeconds(pod.getTerminationGracePeriodSeconds()))
        .isGreaterThan(ServerSettings.from(config).deadline().plusSeconds(pause));
  }

  private static StatefulSet set(Overlay overlay) {
    return overlay.resources().stream()
        .filter(StatefulSet.class::isInstance)
        .map(StatefulSet.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static String secret(String key) {
    return SECRETS.getOrDefault(key, "a-secret-called-" + key);
  }

  private static Config settings(Path file, Map<String, String> environment) {
    var known = ProgramSettings.load(null, Map.of()).config();
    for (var path : ConfigFactory.parseFile(file.toFile()).resolve(resolving()).entrySet())
      assertThat(
              known.hasPathOrNull(path.getKey())
                  || FREE.stream().anyMatch(free -> path.getKey().startsWith(free + ".")))
          .as("%s: %s is a setting", Repository.nameOf(file), path.getKey())
          .isTrue();
    var settings = ProgramSettings.load(file, environment);
    assertThat(settings.unknown()).as("variables that are no settings").isEmpty();
    return settings.config();
  }

  private static com.typesafe.config.ConfigResolveOptions resolving() {
    return com.typesafe.config.ConfigResolveOptions.noSystem().setAllowUnresolved(true);
  }

  /// Everything that validates settings before anything is started.
  private void judge(Config config) {
    boolean production = ServerSettings.from(config).production();
    var brains = BrainSettings.from(config, production);
    Stream.<Runnable>of(
            () -> EdgeSettings.from(config),
            () -> SessionSettings.from(config),
            () -> MemorySettings.from(config),
            () -> ClusterSettings.from(config, production),
            () -> ArchiveSettings.from(config),
            () -> Certificates.from(config, Clock.systemUTC()),
            () ->
                PageSettings.from(
                    config,
                    brains.agent().company(),
                    brains.agent().presentation().theme(),
                    production),
            () -> {
              try (var directory = DataDirectory.open(data.resolve("data"))) {
                StaffTokens.from(config, production, directory);
              }
            })
        .forEach(judged -> assertThatCode(judged::run).doesNotThrowAnyException());
  }
}
