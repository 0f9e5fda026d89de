package io.parley.conventions.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// Checks the output of `kubectl kustomize` for the overlays, where it is installed.
/// [ManifestsTest] checks the files without it.
class KustomizeTest {
  private static final String NAME = "app.kubernetes.io/name";

  @Test
  void kustomize_builds_valid_manifests_from_all_overlays(TestReporter reporter)
      throws IOException, InterruptedException {
    if (Command.find("kubectl").isEmpty()) {
      reporter.publishEntry("k8s", "not put together: kubectl is not installed");
      return;
    }
    for (var overlay : Overlay.all()) {
      var built = Command.run("kubectl", "kustomize", overlay.directory().toString());
      assertThat(built.code()).as(built.output()).isZero();
      var resources = StrictYaml.documents(built.output()).stream().map(Overlay::typed).toList();
      assertFits(overlay, resources);
    }
  }

  private static void assertFits(Overlay overlay, List<HasMetadata> resources) {
    // the generated ConfigMap is added
    assertThat(resources).hasSize(overlay.resources().size() + 1);
    var set = of(StatefulSet.class, resources).getFirst();
    var labels = set.getSpec().getTemplate().getMetadata().getLabels();
    assertThat(labels).containsEntry(NAME, "parley");
    assertThat(labels).containsAllEntriesOf(set.getSpec().getSelector().getMatchLabels());
    // kustomize may add labels to selectors, and then the rule for DNS would match no pod
    assertThat(of(NetworkPolicy.class, resources).stream().map(NetworkPolicy::getSpec))
        .containsExactlyInAnyOrderElementsOf(
            overlay.of(NetworkPolicy.class).stream().map(NetworkPolicy::getSpec).toList());
    assertThat(of(Service.class, resources).stream().map(Service::getSpec))
        .containsExactlyInAnyOrderElementsOf(
            overlay.of(Service.class).stream().map(Service::getSpec).toList());
    var container = Overlay.containerOf(set);
    var image = overlay.kustomization().getImages().getFirst();
    assertThat(container.getImage()).isEqualTo(image.getNewName() + ":" + image.getNewTag());
    assertThat(container.getEnv())
        .as("as Overlay merges them")
        .containsExactlyElementsOf(overlay.environment());
    assertThat(container.getVolumeMounts()).containsExactlyInAnyOrderElementsOf(overlay.mounts());
    assertThat(
            Stream.of(
                    container.getStartupProbe(),
                    container.getLivenessProbe(),
                    container.getReadinessProbe())
                .map(probe -> probe.getHttpGet().getScheme())
                .map(scheme -> scheme == null ? "HTTP" : scheme))
        .containsExactlyElementsOf(overlay.schemes());
    var settings =
        set.getSpec().getTemplate().getSpec().getVolumes().stream()
            .filter(volume -> volume.getConfigMap() != null)
            .findFirst()
            .orElseThrow();
    assertThat(resources.stream().map(resource -> resource.getMetadata().getName()))
        .contains(settings.getConfigMap().getName());
  }

  private static <T> List<T> of(Class<T> type, List<HasMetadata> resources) {
    return resources.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
