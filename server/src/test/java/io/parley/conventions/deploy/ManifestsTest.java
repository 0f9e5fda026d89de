package io.parley.conventions.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.parley.conventions.Repository;
import io.parley.voice.webrtc.WebRtcSettings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The manifests in `k8s/`, read with the types of Kubernetes.
class ManifestsTest {
  private static final Pattern SECRET = Pattern.compile("TOKEN|SECRET|PASSWORD|KEY");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\(([^)]+)\\)");
  private static final Pattern HEAP = Pattern.compile("-Xmx(\\d+)m");
  private static final long MIB = 1 << 20;

  /// The memory of the program beside its heap: code, threads, buffers, the embedding model, and
  /// the speech models; 930 MiB were measured.
  private static final long BESIDE_THE_HEAP = 1_100 * MIB;

  private final StatefulSet set = Overlay.named("production").statefulSet();
  private final PodSpec pod = set.getSpec().getTemplate().getSpec();
  private final Container container = Overlay.containerOf(set);

  @Test
  void all_manifests_match_the_kubernetes_schema() {
    assertThat(Overlay.all())
        .allSatisfy(overlay -> assertThat(overlay.resources()).hasSizeGreaterThan(6));
  }

  @Test
  void an_unknown_field_a_wrong_type_and_an_unknown_kind_are_refused() {
    assertThatThrownBy(() -> manifest("spec: {replica: 3}")).hasMessageContaining("replica");
    assertThatThrownBy(() -> manifest("metadata: {labels: {a: 1}}")).hasMessageContaining("labels");
    assertThatThrownBy(
            () -> manifest("spec: {template: {spec: {containers: [{ports: [{port: 1}]}]}}}"))
        .hasMessageContaining("port");
    assertThatThrownBy(() -> StrictYaml.documents("a: 1\na: 2"))
        .hasMessageContaining("duplicate key");
    assertThatThrownBy(
            () -> Overlay.typed(StrictYaml.documents("{apiVersion: v1, kind: Pot}").getFirst()))
        .hasMessageContaining("v1/Pot");
  }

  private static HasMetadata manifest(String more) {
    return Overlay.typed(
        StrictYaml.documents("apiVersion: apps/v1\nkind: StatefulSet\n" + more).getFirst());
  }

  @Test
  void every_file_is_referenced_by_an_overlay() {
    var led = new HashSet<Path>();
    for (var overlay : Overlay.all()) overlay.files().forEach(file -> led.add(file.normalize()));
    assertThat(led)
        .containsExactlyInAnyOrderElementsOf(
            Repository.files().stream().filter(file -> file.startsWith(Overlay.root())).toList());
  }

  @Test
  void the_pod_runs_with_minimal_privileges() {
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(pod.getSecurityContext().getRunAsUser()).isGreaterThanOrEqualTo(10_000);
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(Overlay.named("production").of(ServiceAccount.class))
        .singleElement()
        .satisfies(
            account -> {
              assertThat(account.getMetadata().getName()).isEqualTo(pod.getServiceAccountName());
              assertThat(account.getAutomountServiceAccountToken()).isFalse();
            });
    // with service links a Service called parley-http would set PARLEY_HTTP_PORT
    assertThat(pod.getEnableServiceLinks()).isFalse();
    var rights = container.getSecurityContext();
    assertThat(rights.getAllowPrivilegeEscalation()).isFalse();
    assertThat(rights.getReadOnlyRootFilesystem()).isTrue();
    assertThat(rights.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(rights.getCapabilities().getAdd()).isNullOrEmpty();
  }

  @Test
  void every_mount_has_its_volume_and_every_volume_its_mount() {
    for (var overlay : Overlay.all())
      assertThat(overlay.mounts().stream().map(VolumeMount::getName))
          .containsExactlyInAnyOrderElementsOf(
              overlay.volumes().stream().map(Volume::getName).toList());
    assertThat(container.getVolumeMounts().stream().map(VolumeMount::getMountPath))
        .as("writable paths on a read-only root")
        .contains("/tmp", "/data");
    var patch = (StatefulSet) Overlay.named("local").patches().getFirst();
    assertThat(patch.getSpec().getVolumeClaimTemplates())
        .as("it replaces a volume of that name")
        .singleElement()
        .satisfies(claim -> assertThat(claim.getMetadata().getName()).isEqualTo("data"));
  }

  @Test
  void services_and_policies_name_existing_ports() {
    var ports = container.getPorts().stream().map(ContainerPort::getName).toList();
    for (var overlay : Overlay.all()) {
      for (var service : overlay.of(Service.class))
        assertThat(service.getSpec().getPorts())
            .allSatisfy(port -> assertThat(port.getTargetPort().getStrVal()).isIn(ports));
      for (var policy : overlay.of(NetworkPolicy.class))
        for (var rule : policy.getSpec().getIngress())
          assertThat(rule.getPorts().stream().map(port -> port.getPort().getStrVal()))
              .isSubsetOf(ports);
    }
    assertThat(service(set.getSpec().getServiceName()).getSpec())
        .as("DNS names of nodes exist before they are ready")
        .satisfies(
            nodes -> {
              assertThat(nodes.getClusterIP()).isEqualTo("None");
              assertThat(nodes.getPublishNotReadyAddresses()).isTrue();
            });
    for (var probe :
        List.of(
            container.getStartupProbe(),
            container.getLivenessProbe(),
            container.getReadinessProbe()))
      assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
  }

  @Test
  void all_selectors_match_the_pods() {
    var overlay = Overlay.named("production");
    // the label that kustomize puts on the pods
    var labels = Map.of("app.kubernetes.io/name", "parley");
    assertThat(Overlay.base().getLabels())
        .singleElement()
        .satisfies(
            label -> {
              assertThat(label.getPairs()).isEqualTo(labels);
              assertThat(label.getIncludeTemplates()).isTrue();
              assertThat(label.getIncludeSelectors()).isFalse();
            });
    assertThat(set.getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
    assertThat(overlay.of(Service.class))
        .allSatisfy(service -> assertThat(service.getSpec().getSelector()).isEqualTo(labels));
    assertThat(overlay.of(NetworkPolicy.class))
        .allSatisfy(
            policy ->
                assertThat(policy.getSpec().getPodSelector().getMatchLabels()).isEqualTo(labels));
    assertThat(overlay.of(PodDisruptionBudget.class))
        .allSatisfy(
            budget ->
                assertThat(budget.getSpec().getSelector().getMatchLabels()).isEqualTo(labels));
    assertThat(pod.getTopologySpreadConstraints())
        .allSatisfy(
            spread -> assertThat(spread.getLabelSelector().getMatchLabels()).isEqualTo(labels));
  }

  @Test
  void only_nodes_reach_the_cluster_port_and_only_monitoring_the_operators_port() {
    var policy = Overlay.named("production").of(NetworkPolicy.class).getFirst();
    assertThat(policy.getSpec().getPolicyTypes()).containsExactlyInAnyOrder("Ingress", "Egress");
    for (var rule : policy.getSpec().getIngress()) {
      var ports = rule.getPorts().stream().map(port -> port.getPort().getStrVal()).toList();
      assertThat(ports).hasSize(1);
      assertThat(rule.getPorts().getFirst().getProtocol()).isEqualTo(protocol(ports.getFirst()));
      switch (ports.getFirst()) {
        case "http", "calls" -> assertThat(rule.getFrom()).isEmpty();
        case "management" ->
            assertThat(rule.getFrom())
                .singleElement()
                .satisfies(
                    from ->
                        assertThat(from.getNamespaceSelector().getMatchLabels())
                            .containsValue("monitoring"));
        case "cluster" ->
            assertThat(rule.getFrom())
                .singleElement()
                .satisfies(
                    from ->
                        assertThat(from.getPodSelector().getMatchLabels())
                            .containsEntry("app.kubernetes.io/name", "parley"));
        default -> throw new AssertionError("unexpected open port: " + ports);
      }
    }
    assertThat(outgoing())
        .as("cluster, DNS, PostgreSQL, object store and models")
        .contains("cluster", "53", "5432", "443");
  }

  private String protocol(String port) {
    return container.getPorts().stream()
        .filter(one -> one.getName().equals(port))
        .map(one -> one.getProtocol() == null ? "TCP" : one.getProtocol())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void webrtc_is_disabled_and_set_to_the_port_of_the_pod() {
    var port =
        container.getPorts().stream()
            .filter(one -> one.getName().equals("calls"))
            .findFirst()
            .orElseThrow();
    for (var overlay : Overlay.all()) {
      var config = ConfigFactory.parseFile(overlay.settings().toFile());
      var calls = WebRtcSettings.from(config.withFallback(ConfigFactory.load()).resolve());
      assertThat(calls.network().port()).isEqualTo(port.getContainerPort());
      assertThat(calls.network().bindAddress().isAnyLocalAddress()).isTrue();
      assertThat(calls.enabled()).as("pods have no public address for media yet").isFalse();
    }
  }

  private static Set<String> outgoing() {
    var ports = new HashSet<String>();
    for (var policy : Overlay.named("production").of(NetworkPolicy.class))
      for (var rule : policy.getSpec().getEgress())
        for (NetworkPolicyPort port : rule.getPorts()) {
          assertThat(rule.getTo()).as("egress rules name their targets").isNotEmpty();
          ports.add(
              port.getPort().getStrVal() == null
                  ? String.valueOf(port.getPort().getIntVal())
                  : port.getPort().getStrVal());
        }
    return ports;
  }

  @Test
  void secrets_are_given_by_reference_only() {
    for (var overlay : Overlay.all()) {
      assertThat(overlay.environment())
          .filteredOn(variable -> SECRET.matcher(variable.getName()).find())
          .allSatisfy(
              variable -> assertThat(variable.getValueFrom().getSecretKeyRef()).isNotNull());
      assertThat(overlay.kustomization().getSecretGenerator()).isNullOrEmpty();
    }
    assertThat(Overlay.named("production").environment().stream().map(EnvVar::getName))
        .contains("PARLEY_AGENT_TOKEN", "PARLEY_TOKEN_KEYS", "PARLEY_DATABASE_PASSWORD");
  }

  @Test
  void certificate_keys_are_in_a_secret_readable_by_the_pod_only() {
    var secrets =
        Overlay.named("production").volumes().stream()
            .filter(volume -> volume.getSecret() != null)
            .toList();
    assertThat(secrets)
        .singleElement()
        .satisfies(
            volume -> {
              assertThat(volume.getSecret().getSecretName()).isEqualTo("parley-tls");
              assertThat(volume.getSecret().getDefaultMode()).isEqualTo(0440);
            });
    assertThat(Overlay.named("production").mounts())
        .filteredOn(mount -> mount.getName().equals(secrets.getFirst().getName()))
        .allSatisfy(mount -> assertThat(mount.getReadOnly()).isTrue());
  }

  @Test
  void variables_refer_only_to_earlier_variables() {
    for (var overlay : Overlay.all()) {
      var known = new ArrayList<String>();
      for (var variable : overlay.environment()) {
        if (variable.getValue() != null)
          assertThat(REFERENCE.matcher(variable.getValue()).results().map(match -> match.group(1)))
              .as(variable.getName())
              .isSubsetOf(known);
        known.add(variable.getName());
      }
    }
  }

  @Test
  void heap_and_other_memory_fit_into_the_pod() {
    for (var overlay : Overlay.all()) {
      var options = overlay.environment(key -> key).get("PARLEY_JAVA_OPTS");
      var heap = HEAP.matcher(options);
      assertThat(heap.find()).as(options).isTrue();
      long needed = Long.parseLong(heap.group(1)) * MIB + BESIDE_THE_HEAP;
      assertThat(bytes(container.getResources().getRequests().get("memory")))
          .isEqualTo(bytes(container.getResources().getLimits().get("memory")))
          .isGreaterThanOrEqualTo(BigDecimal.valueOf(needed));
    }
    // otherwise the JVM selects the serial collector, for which the startup cache is invalid
    assertThat(bytes(container.getResources().getLimits().get("memory")))
        .isGreaterThan(BigDecimal.valueOf(1_792 * MIB));
    assertThat(bytes(container.getResources().getLimits().get("cpu")))
        .isGreaterThanOrEqualTo(BigDecimal.TWO);
  }

  private static BigDecimal bytes(Quantity quantity) {
    return quantity.getNumericalAmount();
  }

  @Test
  void the_autoscaler_adds_nodes_quickly_and_removes_them_slowly() {
    var overlay = Overlay.named("production");
    assertThat(overlay.of(HorizontalPodAutoscaler.class))
        .singleElement()
        .satisfies(
            scaler -> {
              var target = scaler.getSpec().getScaleTargetRef();
              assertThat(target.getKind() + "/" + target.getName())
                  .isEqualTo(set.getKind() + "/" + set.getMetadata().getName());
              assertThat(scaler.getSpec().getMinReplicas()).isGreaterThanOrEqualTo(3);
              var behaviour = scaler.getSpec().getBehavior();
              assertThat(behaviour.getScaleDown().getStabilizationWindowSeconds())
                  .isGreaterThan(10 * behaviour.getScaleUp().getStabilizationWindowSeconds());
            });
    // otherwise applying it again would undo the autoscaler's changes
    assertThat(set.getSpec().getReplicas()).isNull();
    assertThat(overlay.patches())
        .allSatisfy(patch -> assertThat(((StatefulSet) patch).getSpec().getReplicas()).isNull());
  }

  @Test
  void images_have_a_version() {
    for (var overlay : Overlay.all())
      assertThat(overlay.kustomization().getImages())
          .singleElement()
          .satisfies(
              image -> {
                assertThat(image.getName()).isEqualTo(container.getImage());
                assertThat(image.getNewTag()).isNotBlank().isNotEqualTo("latest");
              });
  }

  @Test
  void patches_match_their_targets() {
    for (var overlay : Overlay.all()) {
      assertThat(overlay.patches()).isNotEmpty();
      var there = overlay.resources().stream().map(ManifestsTest::nameOf).toList();
      for (var patch : overlay.patches()) {
        assertThat(nameOf(patch)).isIn(there);
        // another name would add a second container, without an image
        assertThat(Overlay.containerOf((StatefulSet) patch).getName())
            .isEqualTo(container.getName());
      }
      assertThat(there).doesNotHaveDuplicates();
      assertThat(overlay.resources())
          .filteredOn(resource -> resource.getKind().equals("Namespace"))
          .singleElement()
          .satisfies(
              space ->
                  assertThat(space.getMetadata().getName())
                      .isEqualTo(overlay.kustomization().getNamespace()));
    }
  }

  @Test
  void generated_settings_are_mounted_under_their_name() {
    var mounted =
        pod.getVolumes().stream()
            .filter(volume -> volume.getConfigMap() != null)
            .map(volume -> volume.getConfigMap().getName());
    var generated =
        Overlay.base().getConfigMapGenerator().stream().map(map -> map.getName()).toList();
    assertThat(mounted).containsExactlyElementsOf(generated);
    for (var overlay : Overlay.all())
      assertThat(overlay.kustomization().getConfigMapGenerator())
          .allSatisfy(
              map -> {
                assertThat(map.getName()).isIn(generated);
                assertThat(map.getBehavior()).isEqualTo("replace");
              });
  }

  private static String nameOf(HasMetadata resource) {
    return resource.getKind() + "/" + resource.getMetadata().getName();
  }

  private static Service service(String name) {
    return Stream.of(Overlay.named("production"))
        .flatMap(overlay -> overlay.of(Service.class).stream())
        .filter(service -> service.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
