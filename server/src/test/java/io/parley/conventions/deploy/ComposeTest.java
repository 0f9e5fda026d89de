package io.parley.conventions.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.conventions.Repository;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Checks `compose.yaml`, read strictly.
class ComposeTest {
  private static final Pattern SECRET = Pattern.compile("TOKEN|SECRET|PASSWORD|ACCESS_KEY|_KEYS");
  private static final Pattern TAGGED = Pattern.compile("[a-z0-9/.-]+:(?!latest$)[\\w.-]+");

  private static final Pattern MOUNT = Pattern.compile("([^:]+):(/[^:]+)(?::(ro))?");

  private final ComposeFile file = ComposeFile.read();

  @Test
  void dependencies_exist_and_have_health_checks() {
    file.services()
        .forEach(
            (name, service) ->
                service
                    .dependsOn()
                    .forEach(
                        (other, dependency) -> {
                          assertThat(file.services()).as(name).containsKey(other);
                          if (dependency.condition() == ComposeFile.Condition.service_healthy)
                            assertThat(file.services().get(other).healthcheck()).isNotNull();
                        }));
  }

  @Test
  void every_image_has_a_version() {
    assertThat(file.services().values())
        .allSatisfy(service -> assertThat(service.image()).matches(TAGGED));
  }

  @Test
  void no_secret_has_a_default() {
    var required = new TreeSet<String>();
    file.services()
        .values()
        .forEach(
            service ->
                service
                    .environment()
                    .forEach(
                        (name, value) -> {
                          if (!SECRET.matcher(name).find()) return;
                          var variable = ComposeFile.VARIABLE.matcher(value);
                          assertThat(variable.matches()).as("%s: %s", name, value).isTrue();
                          assertThat(variable.group(2)).as("%s must be set", name).isEqualTo("?");
                          required.add(variable.group(1));
                        }));
    assertThat(example().keySet()).isEqualTo(required);
    assertThat(example().values()).allSatisfy(value -> assertThat(value).isEmpty());
  }

  private static Map<String, String> example() {
    return Repository.read(Repository.ROOT.resolve("deploy/compose.env.example"))
        .lines()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .map(line -> line.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  @Test
  void mounted_files_exist() {
    var named = new ArrayList<String>();
    for (var service : file.services().values())
      for (var volume : service.volumes()) {
        var mount = MOUNT.matcher(volume);
        assertThat(mount.matches()).as(volume).isTrue();
        if (mount.group(1).startsWith("./")) {
          assertThat(Files.exists(Repository.ROOT.resolve(mount.group(1)))).as(volume).isTrue();
          assertThat(mount.group(3)).as("%s: of the repository, to be read", volume).isNotNull();
        } else named.add(mount.group(1));
      }
    assertThat(named).containsExactlyInAnyOrderElementsOf(file.volumes().keySet());
  }

  @Test
  void published_ports_are_distinct_and_on_loopback_only() {
    var ports =
        file.services().values().stream().flatMap(service -> service.ports().stream()).toList();
    assertThat(ports).allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
    assertThat(ports.stream().map(port -> port.split(":", -1)[1])).doesNotHaveDuplicates();
  }

  @Test
  void each_node_publishes_the_media_port_that_it_announces() {
    var nodes =
        file.services().entrySet().stream()
            .filter(service -> service.getKey().startsWith("parley-"))
            .map(Map.Entry::getValue)
            .toList();
    assertThat(nodes)
        .hasSize(3)
        .allSatisfy(
            node -> {
              var said = node.environment();
              var port = said.get("PARLEY_VOICE_WEBRTC_PORT");
              assertThat(said).containsEntry("PARLEY_VOICE_WEBRTC_BIND_ADDRESS", "0.0.0.0");
              assertThat(node.ports())
                  .contains(
                      "%s:%s:%s/udp"
                          .formatted(said.get("PARLEY_VOICE_WEBRTC_PUBLIC_ADDRESSES"), port, port));
            });
  }

  @Test
  void nodes_run_with_minimal_privileges() {
    var nodes =
        file.services().entrySet().stream()
            .filter(service -> service.getKey().startsWith("parley-"))
            .map(Map.Entry::getValue)
            .toList();
    assertThat(nodes)
        .hasSize(3)
        .allSatisfy(
            node -> {
              assertThat(node.readOnly()).isTrue();
              assertThat(node.capDrop()).containsExactly("ALL");
              assertThat(node.securityOpt()).containsExactly("no-new-privileges:true");
              assertThat(node.ulimits().get("nofile")).isGreaterThanOrEqualTo(20_000);
              assertThat(node.tmpfs().stream().map(mount -> mount.split(":", 2)[0]))
                  .containsExactlyInAnyOrder("/tmp", "/data");
            });
    assertThat(nodes.stream().map(ComposeFile.Service::hostname)).doesNotHaveDuplicates();
  }

  @Test
  void prometheus_scrapes_every_node() {
    var asked =
        StrictYaml.read(
            Repository.ROOT.resolve("deploy/prometheus/prometheus.yaml"), Scraping.class);
    assertThat(asked.scrape_configs().getFirst().static_configs().getFirst().targets())
        .containsExactlyElementsOf(
            file.services().keySet().stream()
                .filter(name -> name.startsWith("parley-"))
                .map(name -> name + ":8558")
                .toList());
    assertThat(asked.rule_files()).containsExactly("alerts.yaml");
    assertThat(file.services().get("prometheus").volumes())
        .anyMatch(volume -> volume.endsWith("/etc/prometheus/alerts.yaml:ro"));
  }

  record Scraping(Map<String, String> global, List<String> rule_files, List<Job> scrape_configs) {}

  record Job(String job_name, List<Targets> static_configs) {}

  record Targets(List<String> targets) {}
}
